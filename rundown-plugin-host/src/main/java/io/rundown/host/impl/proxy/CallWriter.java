package io.rundown.host.impl.proxy;

import static io.rundown.host.impl.proxy.ProxyClassWriter.GATE_DESCRIPTOR;
import static io.rundown.host.impl.proxy.ProxyClassWriter.OBJECT_DESCRIPTOR;
import static io.rundown.host.impl.proxy.ProxyClassWriter.TARGET;
import static io.rundown.host.impl.proxy.ProxyClassWriter.TARGET_DESCRIPTOR;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.F_NEW;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.SWAP;

import io.rundown.CallToken;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes one method of a proxy: enter, call, leave in any case. A result that is still to come is kept
 * in flight before the call is left.
 */
final class CallWriter {

    private static final String PROXY_DESCRIPTOR = Type.getDescriptor(GuardedProxy.class);
    private static final String TOKEN = Type.getInternalName(CallToken.class);

    private final MethodVisitor code;
    private final String proxy;
    private final Method method;
    private final String owner;
    private final Type[] parameters;
    private final Type result;
    private final int token;

    CallWriter(MethodVisitor code, String proxy, Method method, Class<?> owner) {
        this.code = code;
        this.proxy = proxy;
        this.method = method;
        this.owner = Type.getInternalName(owner);
        this.parameters = Type.getArgumentTypes(method);
        this.result = Type.getReturnType(method);
        int locals = 1;
        for (Type parameter : parameters) {
            locals += parameter.getSize();
        }
        this.token = locals;
    }

    void write() {
        Label inside = new Label();
        Label left = new Label();
        Label failed = new Label();
        code.visitTryCatchBlock(inside, left, failed, null);

        callStatic("enter", "gate", GATE_DESCRIPTOR, Type.getDescriptor(CallToken.class));
        code.visitVarInsn(ASTORE, token);
        code.visitLabel(inside);
        call();
        keepWhatIsToCome();
        code.visitLabel(left);
        returnResult();

        code.visitLabel(failed);
        Object[] locals = locals();
        code.visitFrame(F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
        code.visitVarInsn(ASTORE, token + 1);
        exit();
        code.visitVarInsn(ALOAD, token + 1);
        code.visitInsn(ATHROW);
    }

    /**
     * The object is not cast to the interface first: to the verifier an interface is as good as {@code
     * Object}, and the call looks for itself whether the object implements it, which a hundred classes behind
     * one proxy class would have it do twice.
     */
    private void call() {
        callStatic("entered", "object", OBJECT_DESCRIPTOR, OBJECT_DESCRIPTOR);
        int local = 1;
        for (Type parameter : parameters) {
            code.visitVarInsn(parameter.getOpcode(ILOAD), local);
            local += parameter.getSize();
        }
        code.visitMethodInsn(INVOKEINTERFACE, owner, method.getName(), Type.getMethodDescriptor(method), true);
    }

    /** Leaves the result on the stack. */
    private void keepWhatIsToCome() {
        Class<?> declared = method.getReturnType();
        Class<?> promise = LateResults.promise(declared);
        if (promise != null || LateResults.mayBeFuture(declared)) {
            code.visitInsn(DUP);
            loadTarget();
            code.visitInsn(SWAP);
            if (promise == null) {
                String keep = declared == Object.class ? "keepWhatIsToCome" : "keepFuture";
                code.visitMethodInsn(INVOKEVIRTUAL, TARGET, keep, "(Ljava/lang/Object;)V", false);
            } else {
                String descriptor = keepPromiseDescriptor(Type.getInternalName(promise));
                code.visitMethodInsn(INVOKESTATIC, proxy, "keepPromise", descriptor, false);
            }
        }
    }

    static String keepPromiseDescriptor(String promise) {
        return "(" + TARGET_DESCRIPTOR + "L" + promise + ";)V";
    }

    private void returnResult() {
        if (result.getSort() != Type.VOID) {
            code.visitVarInsn(result.getOpcode(ISTORE), token + 1);
        }
        exit();
        if (result.getSort() != Type.VOID) {
            code.visitVarInsn(result.getOpcode(ILOAD), token + 1);
        }
        code.visitInsn(result.getOpcode(IRETURN));
    }

    private void exit() {
        code.visitVarInsn(ALOAD, token);
        code.visitMethodInsn(INVOKEINTERFACE, TOKEN, "exit", "()V", true);
    }

    /**
     * Calls a method of the target's class with what the proxy was shown, and the proxy. Not the target: to have that at
     * hand for the rare call that needs it would cost each call a register.
     */
    private void callStatic(String called, String shown, String type, String answer) {
        code.visitVarInsn(ALOAD, 0);
        code.visitFieldInsn(GETFIELD, proxy, shown, type);
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKESTATIC, TARGET, called, "(" + type + PROXY_DESCRIPTOR + ")" + answer, false);
    }

    private void loadTarget() {
        code.visitVarInsn(ALOAD, 0);
        code.visitFieldInsn(GETFIELD, proxy, "target", TARGET_DESCRIPTOR);
    }

    /** The local variables as the verifier wants to be told of them. */
    private Object[] locals() {
        List<Object> locals = new ArrayList<>();
        locals.add(proxy);
        for (Type parameter : parameters) {
            locals.add(
                    switch (parameter.getSort()) {
                        case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
                        case Type.LONG -> Opcodes.LONG;
                        case Type.FLOAT -> Opcodes.FLOAT;
                        case Type.DOUBLE -> Opcodes.DOUBLE;
                        default -> parameter.getInternalName();
                    });
        }
        locals.add(TOKEN);
        return locals.toArray();
    }
}
