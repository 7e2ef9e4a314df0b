package io.rundown.host.impl.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.CallGate;
import io.rundown.RundownRefFactory;
import io.rundown.host.GuardedService;
import io.rundown.host.PluginUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.CommonDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A proxy is its original in every way that a caller can notice, short of identity. */
@Timeout(60)
class ProxyClassesTest {

    private final EverythingObject object = new EverythingObject();
    private final TestedTarget tested = new TestedTarget(object);
    private final Everything proxy = tested.proxy(Everything.class);

    @Test
    void everyKindOfMethodReachesTheObject() {
        proxy.nothing();
        assertEquals(1, object.calls);
        assertFalse(proxy.not(true));
        assertEquals(Byte.MIN_VALUE, proxy.same(Byte.MIN_VALUE));
        assertEquals('\uffff', proxy.same('\uffff'));
        assertEquals(Short.MIN_VALUE, proxy.same(Short.MIN_VALUE));
        assertEquals(Integer.MIN_VALUE, proxy.same(Integer.MIN_VALUE));
        assertEquals(111L, proxy.sum(1L, 10, 100L));
        assertEquals(1.5f, proxy.same(1.5f));
        assertEquals(111.0, proxy.sum(1.0, 10f, 100.0));
        int[] numbers = {1};
        assertSame(numbers, proxy.same(numbers));
        String[][] words = {{"a"}};
        assertSame(words, proxy.same(words));
        assertEquals("1-2", proxy.join("-", 1, 2));
        assertEquals("", proxy.join("-"));
        assertNull(proxy.nothing(null));
        assertEquals(0, tested.gate().inFlight());
    }

    @Test
    void defaultMethodsAreTheObjects() {
        assertEquals("default", proxy.byDefault());
        assertEquals("overridden", proxy.overridden());
        assertEquals("static", Everything.ofTheInterface());
    }

    @Test
    @SuppressWarnings("unchecked")
    void bridgesOfGenericAndCovariantMethodsReachTheObject() {
        assertEquals("got", proxy.get());
        assertEquals("got", ((Supplier<Object>) (Object) proxy).get());
        assertEquals(4, ((Function<Object, Object>) (Object) proxy).apply("four"));
    }

    @Test
    void bridgesAreMarkedAsSuchAsInTheInterface() throws NoSuchMethodException {
        Redeclaring redeclaring = new TestedTarget((Redeclaring) () -> "got").proxy(Redeclaring.class);
        long bridges = Arrays.stream(redeclaring.getClass().getMethods())
                .filter(method -> method.getName().equals("get") && method.isBridge() && method.isSynthetic())
                .count();
        assertEquals(1, bridges);
        assertFalse(redeclaring.getClass().getMethod("get").isBridge());
    }

    /** Has a bridge of its own. */
    public interface Redeclaring extends Supplier<String> {
        @Override
        String get();
    }

    @Test
    void bundlesOwnClassUnderANameOfTheJdkIsTheOneThatCounts() throws Exception {
        Class<?> own = new OwnClasses().define(CommonDataSource.class.getName(), Object.class);
        Object proxy = new TestedTarget(new Object()).proxy(own);
        assertTrue(own.isInstance(proxy));
        assertFalse(proxy instanceof CommonDataSource);
    }

    @Test
    void interfacesThatSeeTwoClassesOfOneNameAreRefusedBeforeAnythingIsCalled() throws Exception {
        OwnClasses first = new OwnClasses();
        OwnClasses second = new OwnClasses();
        Class<?> one = first.define("First", first.define("Mentioned", Object.class));
        Class<?> other = second.define("Second", second.define("Mentioned", Object.class));
        LinkageError refused = assertThrows(
                LinkageError.class,
                () -> new ProxyClasses(new ProxyClassPool()).prepare(List.of("First", "Second"), List.of(one, other)));
        assertTrue(refused.toString().contains("more than one class Mentioned"), refused.toString());
    }

    @Test
    void aNameMeansWhatTheInterfaceThatMentionsItMeans() throws Exception {
        OwnClasses first = new OwnClasses();
        OwnClasses second = new OwnClasses();
        first.define("Mentioned", Object.class);
        Class<?> mentioned = second.define("Mentioned", Object.class);
        List<Class<?>> both = List.of(first.define("First", Object.class), second.define("Second", mentioned));
        Object proxy = new ProxyClasses(new ProxyClassPool()).proxy(both, tested.target());
        List<Class<?>> returned = new ArrayList<>();
        for (Method method : proxy.getClass().getMethods()) {
            if (method.getName().equals("give")) {
                returned.add(method.getReturnType());
            }
        }
        assertTrue(returned.contains(mentioned), returned.toString());
    }

    /** A loader as a bundle has one: it prefers what it has itself. */
    private static final class OwnClasses extends ClassLoader {

        private final Map<String, Class<?>> own = new HashMap<>();

        OwnClasses() {
            super(ProxyClassesTest.class.getClassLoader());
        }

        /** Defines a public interface with one method, which returns this. */
        Class<?> define(String name, Class<?> returned) {
            ClassWriter writer = new ClassWriter(0);
            int flags = Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;
            writer.visit(Opcodes.V17, flags, name.replace('.', '/'), null, "java/lang/Object", null);
            writer.visitMethod(
                            Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT,
                            "give",
                            "()" + Type.getDescriptor(returned),
                            null,
                            null)
                    .visitEnd();
            writer.visitEnd();
            byte[] bytes = writer.toByteArray();
            Class<?> made = defineClass(name, bytes, 0, bytes.length);
            own.put(name, made);
            return made;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> found = own.get(name);
            return found != null ? found : super.loadClass(name, resolve);
        }
    }

    @Test
    void exceptionsPassUnchangedWhetherOrNotTheyAreDeclared() {
        assertEquals("declared", assertThrows(IOException.class, proxy::fail).getMessage());
        assertEquals(
                "undeclared",
                assertThrows(IOException.class, proxy::failUndeclared).getMessage());
        assertEquals(0, tested.gate().inFlight());
    }

    @Test
    void stackTraceHasOneFrameMoreAndItTellsWhatItIs() {
        StackTraceElement[] direct = object.stack();
        StackTraceElement[] guarded = proxy.stack();
        assertEquals(direct.length + 1, guarded.length, Arrays.toString(guarded));
        assertEquals(
                "rundown-bridge//io.rundown.proxy.GuardedEverything.stack(guarded by rundown)", guarded[1].toString());
    }

    @Test
    void methodsLookLikeThoseOfTheInterface() throws NoSuchMethodException {
        Method join = proxy.getClass().getMethod("join", String.class, Object[].class);
        assertTrue(join.isVarArgs());
        assertArrayEquals(
                new Class<?>[] {IOException.class},
                proxy.getClass().getMethod("fail").getExceptionTypes());
        assertTrue(List.of(proxy.getClass().getInterfaces()).contains(Everything.class));
    }

    @Test
    void equalityWithoutOneOfItsOwnIsThatOfTheObject() {
        Everything second = tested.proxy(Everything.class);
        Everything other = new TestedTarget(new EverythingObject()).proxy(Everything.class);
        assertEquals(proxy, second);
        assertEquals(second, proxy);
        assertEquals(proxy.hashCode(), second.hashCode());
        assertNotEquals(proxy, other);
        assertNotEquals(null, proxy);
        assertEquals(object.toString(), proxy.toString());
        assertEquals(object.hashCode(), proxy.hashCode());
    }

    @Test
    void equalityOfItsOwnIsAskedForAndSymmetric() {
        Supplier<?> first = new TestedTarget(new Value("a")).proxy(Supplier.class);
        Supplier<?> same = new TestedTarget(new Value("a")).proxy(Supplier.class);
        Supplier<?> other = new TestedTarget(new Value("b")).proxy(Supplier.class);
        assertEquals(first, same);
        assertEquals(same, first);
        assertEquals(first.hashCode(), same.hashCode());
        assertNotEquals(first, other);
        assertNotEquals(other, first);
        assertEquals(first, new Value("a"));
    }

    /** An object that is equal to others. */
    record Value(String get) implements Supplier<String> {}

    @Test
    void questionsToEveryObjectAreAnsweredAfterTheRundownToo() throws InterruptedException {
        int hash = proxy.hashCode();
        tested.gate().waitForRundown();
        tested.target().release();
        assertEquals(hash, proxy.hashCode());
        assertEquals(proxy, proxy);
        assertTrue(proxy.toString().endsWith("(unavailable)"), proxy.toString());
        assertThrows(PluginUnavailableException.class, proxy::nothing);
        assertEquals(0, object.calls);
    }

    @Test
    void toolsCanLookBehindIt() {
        assertSame(object, GuardedService.unwrap(proxy));
        assertSame(object, GuardedService.unwrap(object));
        tested.target().release();
        assertNull(GuardedService.unwrap(proxy));
    }

    @Test
    void interfacesThatTheJvmLetsNobodyElseImplementWorkThroughReflection() {
        PackagePrivate hidden = new TestedTarget((PackagePrivate) () -> "answer").proxy(PackagePrivate.class);
        assertEquals("answer", hidden.ask());
        assertEquals(hidden, hidden);
    }

    /** Nobody outside this package can implement it. */
    interface PackagePrivate {
        String ask();
    }

    @Test
    void methodsInheritedFromAnInterfaceThatNobodyElseSeesAreCalled() {
        Inheriting inheriting = new TestedTarget((Inheriting) () -> "answer").proxy(Inheriting.class);
        assertEquals("answer", inheriting.ask());
    }

    /** Public, but what it inherits is declared where it cannot be named from outside. */
    public interface Inheriting extends PackagePrivate {}

    @Test
    void objectWhoseClassMentionsWhatIsNotThereIsAskedForItsEquality() throws Exception {
        ClassLoader without = new Redefining(Mentioning.class, Absent.class);
        Object mentioning = without.loadClass(Mentioning.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        Supplier<?> supplier = new TestedTarget(mentioning).proxy(Supplier.class);
        assertEquals("got", supplier.get());
        assertEquals(mentioning.hashCode(), supplier.hashCode());
        assertEquals(supplier, supplier);
    }

    /** What an optional import might have brought. */
    public static final class Absent {}

    /** Can do without. */
    public static final class Mentioning implements Supplier<String> {
        /** Of the plugin. */
        public Mentioning() {}

        /** Nobody calls it. */
        public void use(Absent absent) {
            assertNotEquals(null, absent);
        }

        @Override
        public String get() {
            return "got";
        }
    }

    @Test
    void resultsDoNotKeepTheirClassLoaders() throws Exception {
        TestedTarget echo = new TestedTarget((Function<Object, Object>) argument -> argument);
        Function<Object, Object> function = cast(echo.proxy(Function.class));
        WeakReference<ClassLoader> consumer = new WeakReference<>(new Redefining(Mentioning.class, Absent.class));
        pass(consumer, function);
        while (consumer.get() != null) { // the timeout ends it
            System.gc();
            Thread.sleep(10);
        }
        assertEquals("still there", function.apply("still there"));
    }

    private static void pass(WeakReference<ClassLoader> consumer, Function<Object, Object> function) throws Exception {
        ClassLoader loader = consumer.get();
        if (loader != null) {
            Object argument = loader.loadClass(Mentioning.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertSame(argument, function.apply(argument));
        }
    }

    @SuppressWarnings("unchecked")
    private static Function<Object, Object> cast(Function<?, ?> function) {
        return (Function<Object, Object>) function;
    }

    @Test
    void interruptAndContextClassLoaderStayWhatTheyAre() {
        ClassLoader own = new ClassLoader() {};
        Thread self = Thread.currentThread();
        ClassLoader before = self.getContextClassLoader();
        self.setContextClassLoader(own);
        self.interrupt();
        try {
            Supplier<Boolean> sees = new TestedTarget(
                            (Supplier<Boolean>) () -> self.isInterrupted() && self.getContextClassLoader() == own)
                    .proxy(Supplier.class);
            assertTrue(sees.get());
        } finally {
            assertTrue(Thread.interrupted());
            self.setContextClassLoader(before);
        }
    }

    @Test
    void callsFollowTheTargetToItsNextGateAndObject() {
        proxy.nothing();
        EverythingObject next = new EverythingObject();
        CallGate nextGate = RundownRefFactory.load().createGate("next");
        tested.gate().beginRundown();
        assertThrows(PluginUnavailableException.class, proxy::nothing);
        tested.target().exchangeGate(nextGate);
        tested.target().attach(next);
        proxy.nothing();
        assertEquals(1, object.calls);
        assertEquals(1, next.calls);
        nextGate.beginRundown();
        assertThrows(PluginUnavailableException.class, proxy::nothing);
        assertEquals(1, next.calls);
    }

    @Test
    void everyProxyOfATargetCallsItAndNoneKeepsAnObjectThatWasLetGo() throws InterruptedException {
        TestedTarget lettingGo = new TestedTarget(new EverythingObject());
        Everything first = lettingGo.proxy(Everything.class);
        Everything second = lettingGo.proxy(Everything.class);
        first.nothing();
        second.nothing();
        WeakReference<Object> object = new WeakReference<>(lettingGo.target().object());
        assertEquals(2, calls(object));
        lettingGo.gate().beginRundown();
        lettingGo.target().release();
        while (object.get() != null) { // the timeout ends it
            System.gc();
            Thread.sleep(10);
        }
        assertThrows(PluginUnavailableException.class, first::nothing);
        assertThrows(PluginUnavailableException.class, second::nothing);
    }

    @Test
    void classIsMadeOnceForAllPluginsAndGoesWithTheLast() throws InterruptedException {
        ProxyClassPool pool = new ProxyClassPool();
        List<ProxyClasses> plugins = new ArrayList<>(List.of(new ProxyClasses(pool), new ProxyClasses(pool)));
        WeakReference<Class<?>> made = new WeakReference<>(classFor(plugins.get(0)));
        assertSame(made.get(), classFor(plugins.get(0)));
        assertSame(made.get(), classFor(plugins.get(1)));
        plugins.remove(0);
        System.gc();
        assertSame(made.get(), classFor(plugins.get(0)));
        assertEquals(1, pool.size());
        plugins.clear();
        while (made.get() != null || pool.size() > 0) { // the timeout ends it
            System.gc();
            Thread.sleep(10);
        }
    }

    private static int calls(WeakReference<Object> object) {
        return object.get() instanceof EverythingObject present ? present.calls : 0;
    }

    private static Class<?> classFor(ProxyClasses plugin) {
        TestedTarget itsOwn = new TestedTarget(new EverythingObject());
        return plugin.proxy(List.of(Everything.class), itsOwn.target()).getClass();
    }

    @Test
    void interfacesOfTheSameNameFromAnotherLoaderHaveAClassOfTheirOwn() throws Exception {
        ProxyClassPool pool = new ProxyClassPool();
        Class<?> here = new ProxyClasses(pool)
                .proxy(List.of(Shared.class), tested.target())
                .getClass();
        Class<?> shared = new Redefining(Shared.class, null).loadClass(Shared.class.getName());
        Class<?> there =
                new ProxyClasses(pool).proxy(List.of(shared), tested.target()).getClass();
        assertNotSame(here, there);
        assertTrue(Shared.class.isAssignableFrom(here));
        assertFalse(Shared.class.isAssignableFrom(there));
        assertTrue(shared.isAssignableFrom(there));
    }

    /** An interface that two loaders define. */
    public interface Shared {}

    /** Defines a class once more, as a second revision of its bundle would, and may lack another one. */
    private static final class Redefining extends ClassLoader {
        private final Class<?> redefined;
        private final @Nullable Class<?> lacking;

        Redefining(Class<?> redefined, @Nullable Class<?> lacking) {
            this.redefined = redefined;
            this.lacking = lacking;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (lacking != null && name.equals(lacking.getName())) {
                throw new ClassNotFoundException(name);
            }
            if (!name.equals(redefined.getName())) {
                return super.loadClass(name, resolve);
            }
            String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
            try (InputStream stream = redefined.getResourceAsStream(file)) {
                byte[] bytes = stream.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
