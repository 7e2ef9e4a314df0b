package io.rundown.host.impl.proxy;

import static org.objectweb.asm.Opcodes.ACC_BRIDGE;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ACC_VARARGS;
import static org.objectweb.asm.Opcodes.ACC_VOLATILE;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.F_NEW;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IFNULL;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import io.rundown.CallGate;
import java.lang.reflect.Method;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes the class of the proxies for a set of interfaces. In Java it would read
 *
 * <pre>{@code
 * public final class GuardedGreeter implements Greeter, GuardedProxy {
 *     private final GuardedTarget target;
 *     private CallGate gate; // of the target, as it last showed it
 *     private volatile Object object; // the same
 *
 *     public String greet(String name) {
 *         CallToken token = GuardedTarget.enter(gate, this);
 *         try {
 *             return ((Greeter) GuardedTarget.entered(object, this)).greet(name);
 *         } finally {
 *             token.exit();
 *         }
 *     }
 *     ...
 * }
 * }</pre>
 *
 * <p>The target has the gate and the object; the proxy has them beside, since a call cannot begin before it has found the
 * gate, and the way by the target is longer by one load that may miss the cache.
 *
 * <p>A call site in such a class sees only objects that implement its own interfaces, so the JIT can inline
 * through it however many proxies of other interfaces there are.
 */
final class ProxyClassWriter {

    static final String TARGET = Type.getInternalName(GuardedTarget.class);
    static final String TARGET_DESCRIPTOR = Type.getDescriptor(GuardedTarget.class);

    static final String GATE_DESCRIPTOR = Type.getDescriptor(CallGate.class);
    static final String OBJECT_DESCRIPTOR = "Ljava/lang/Object;";

    /** What a stack trace shows in place of a file and a line. */
    static final String SOURCE = "guarded by rundown";

    private static final String PROXY = Type.getInternalName(GuardedProxy.class);

    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    private final String name;

    private ProxyClassWriter(String name) {
        this.name = name;
    }

    /**
     * The class file.
     *
     * @param name the class's name
     */
    static byte[] write(String name, List<Class<?>> interfaces) {
        return new ProxyClassWriter(name.replace('.', '/')).write(interfaces);
    }

    private byte[] write(List<Class<?>> interfaces) {
        String[] names = new String[interfaces.size() + 1];
        for (int i = 0; i < interfaces.size(); i++) {
            names[i] = Type.getInternalName(interfaces.get(i));
        }
        names[interfaces.size()] = PROXY;
        writer.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC, name, null, "java/lang/Object", names);
        writer.visitSource(SOURCE, null);
        writer.visitField(ACC_PRIVATE | ACC_FINAL, "target", TARGET_DESCRIPTOR, null, null)
                .visitEnd();
        writer.visitField(ACC_PRIVATE, "gate", GATE_DESCRIPTOR, null, null).visitEnd();
        writer.visitField(ACC_PRIVATE | ACC_VOLATILE, "object", OBJECT_DESCRIPTOR, null, null)
                .visitEnd();
        writeConstructor();
        Class<?> promise = null;
        for (ProxyMethods.Found found : ProxyMethods.of(interfaces)) {
            writeCall(found.method(), found.owner());
            Class<?> declared = LateResults.promise(found.method().getReturnType());
            promise = declared == null ? promise : declared;
        }
        if (promise != null) {
            writeKeepPromise(Type.getInternalName(promise));
        }
        writeAnswers();
        writeGuardedTarget();
        writeShowGuarded();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void writeConstructor() {
        MethodVisitor code = begin(ACC_PUBLIC, "<init>", "(" + TARGET_DESCRIPTOR + ")V");
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, 1);
        code.visitFieldInsn(PUTFIELD, name, "target", TARGET_DESCRIPTOR);
        end(code, RETURN);
    }

    private void writeCall(Method method, Class<?> owner) {
        int flags = ACC_PUBLIC
                | ACC_FINAL
                | (method.isVarArgs() ? ACC_VARARGS : 0)
                | (method.isBridge() ? ACC_BRIDGE : 0)
                | (method.isSynthetic() ? ACC_SYNTHETIC : 0);
        String[] exceptions = new String[method.getExceptionTypes().length];
        for (int i = 0; i < exceptions.length; i++) {
            exceptions[i] = Type.getInternalName(method.getExceptionTypes()[i]);
        }
        MethodVisitor code =
                writer.visitMethod(flags, method.getName(), Type.getMethodDescriptor(method), null, exceptions);
        code.visitCode();
        new CallWriter(code, name, method, owner).write();
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /**
     * What keeps a promise in flight. Written into the proxy class, since that sees the same promises as the
     * service does.
     */
    private void writeKeepPromise(String promise) {
        MethodVisitor code = begin(
                ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC, "keepPromise", CallWriter.keepPromiseDescriptor(promise));
        Label done = new Label();
        code.visitVarInsn(ALOAD, 1);
        code.visitJumpInsn(IFNULL, done);
        code.visitVarInsn(ALOAD, 1);
        code.visitMethodInsn(INVOKEINTERFACE, promise, "isDone", "()Z", true);
        code.visitJumpInsn(IFNE, done);
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, 1);
        code.visitMethodInsn(INVOKEVIRTUAL, TARGET, "keeping", "(Ljava/lang/Object;)Ljava/lang/Runnable;", false);
        code.visitVarInsn(ASTORE, 2);
        code.visitVarInsn(ALOAD, 2);
        code.visitJumpInsn(IFNULL, done);
        code.visitVarInsn(ALOAD, 1);
        code.visitVarInsn(ALOAD, 2);
        code.visitMethodInsn(INVOKEINTERFACE, promise, "onResolve", "(Ljava/lang/Runnable;)L" + promise + ";", true);
        code.visitInsn(POP);
        code.visitLabel(done);
        code.visitFrame(F_NEW, 2, new Object[] {TARGET, promise}, 0, new Object[0]);
        end(code, RETURN);
    }

    /** What is answered by the target, and not, or not always, by the object. */
    private void writeAnswers() {
        answer("hashCode", "()I", IRETURN);
        answer("toString", "()Ljava/lang/String;", ARETURN);
        answer("unwrapGuarded", "()Ljava/lang/Object;", ARETURN);
        writeAnswerOfEquals();
    }

    private void writeGuardedTarget() {
        MethodVisitor code = begin(ACC_PUBLIC | ACC_FINAL, "guardedTarget", "()" + TARGET_DESCRIPTOR);
        loadTarget(code);
        end(code, ARETURN);
    }

    private void writeShowGuarded() {
        MethodVisitor code =
                begin(ACC_PUBLIC | ACC_FINAL, "showGuarded", "(" + GATE_DESCRIPTOR + OBJECT_DESCRIPTOR + ")V");
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, 1);
        code.visitFieldInsn(PUTFIELD, name, "gate", GATE_DESCRIPTOR);
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, 2);
        code.visitFieldInsn(PUTFIELD, name, "object", OBJECT_DESCRIPTOR);
        end(code, RETURN);
    }

    private void writeAnswerOfEquals() {
        MethodVisitor code = begin(ACC_PUBLIC | ACC_FINAL, "equals", "(Ljava/lang/Object;)Z");
        loadTarget(code);
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, 1);
        code.visitMethodInsn(INVOKEVIRTUAL, TARGET, "answerEquals", "(Ljava/lang/Object;Ljava/lang/Object;)Z", false);
        end(code, IRETURN);
    }

    private void answer(String method, String descriptor, int returning) {
        MethodVisitor code = begin(ACC_PUBLIC | ACC_FINAL, method, descriptor);
        loadTarget(code);
        String answered = "answer" + Character.toUpperCase(method.charAt(0)) + method.substring(1);
        code.visitMethodInsn(INVOKEVIRTUAL, TARGET, answered, descriptor, false);
        end(code, returning);
    }

    private void loadTarget(MethodVisitor code) {
        code.visitVarInsn(ALOAD, 0);
        code.visitFieldInsn(GETFIELD, name, "target", TARGET_DESCRIPTOR);
    }

    private MethodVisitor begin(int flags, String method, String descriptor) {
        MethodVisitor code = writer.visitMethod(flags, method, descriptor, null, null);
        code.visitCode();
        return code;
    }

    private static void end(MethodVisitor code, int returning) {
        code.visitInsn(returning);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
