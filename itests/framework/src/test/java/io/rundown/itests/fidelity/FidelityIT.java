package io.rundown.itests.fidelity;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.rundown.host.GuardedService;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** What a consumer in a framework gets is its original in every way that it can notice. */
public class FidelityIT extends InFramework {

    private BundleContext provider;

    @Before
    public void startPlugin() throws Exception {
        provider = start(Sample.BLANK_PLUGIN).getBundleContext();
    }

    private <S> S guarded(Class<S> type, S original) {
        provider.registerService(type, original, null);
        S proxy = context.getService(context.getServiceReference(type));
        assertTrue("a proxy", proxy != original);
        return proxy;
    }

    @Test
    public void whatTheOriginalImplementsBesidesIsThereToo() {
        Echo proxy = guarded(Echo.class, new Versatile());
        assertTrue(proxy instanceof Runnable);
        assertTrue(proxy instanceof Supplier);
        assertEquals("supplied", ((Supplier<?>) proxy).get());
    }

    private static class Base implements Runnable {
        @Override
        public void run() {}
    }

    private static final class Versatile extends Base implements Echo, Supplier<String> {
        @Override
        public String echo(String text) {
            return text;
        }

        @Override
        public String get() {
            return "supplied";
        }
    }

    @Test
    public void whatThePluginKeepsToItselfIsNotThere() throws Exception {
        start(Sample.ACTIVATOR_PROVIDER);
        Echo proxy = view.echo();
        Object original = GuardedService.unwrap(proxy);
        assertNotNull(original);
        assertTrue(implementsNamed(original.getClass(), "PrivateToThePlugin"));
        assertFalse(implementsNamed(proxy.getClass(), "PrivateToThePlugin"));
        assertTrue("what that extends is everybody's", proxy instanceof Comparable);
    }

    private static boolean implementsNamed(Class<?> type, String name) {
        return Arrays.stream(type.getInterfaces())
                .anyMatch(each -> each.getSimpleName().equals(name));
    }

    @Test
    public void checkedExceptionsPassUnchangedAlsoUndeclared() {
        Callable<?> declared = guarded(Callable.class, () -> {
            throw new IOException("declared");
        });
        assertEquals("declared", assertThrows(IOException.class, declared::call).getMessage());
        Runnable undeclared = guarded(Runnable.class, () -> throwAsIfUnchecked(new IOException("undeclared")));
        assertEquals(
                "undeclared", assertThrows(IOException.class, undeclared::run).getMessage());
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Exception> void throwAsIfUnchecked(Exception exception) throws E {
        throw (E) exception;
    }

    @Test
    public void oneFrameMoreIsInStackTraces() {
        Supplier<StackTraceElement[]> original = () -> new Throwable().getStackTrace();
        StackTraceElement[] direct = original.get();
        StackTraceElement[] throughProxy =
                (StackTraceElement[]) guarded(Supplier.class, original).get();
        assertEquals(direct.length + 1, throughProxy.length);
        assertEquals("guarded by rundown", throughProxy[1].getFileName());
    }

    @Test
    public void proxiesOfOneServiceAreEqualToEachOther() throws Exception {
        Echo mine = guarded(Echo.class, text -> text);
        Bundle other = start(Sample.CONSUMER);
        Echo others = new View(other.getBundleContext()).echo();
        assertEquals(mine, others);
        assertEquals(others, mine);
        assertEquals(mine.hashCode(), others.hashCode());
    }

    @Test
    public void toStringIsTheOriginals() {
        Echo original = new Versatile();
        assertEquals(original.toString(), guarded(Echo.class, original).toString());
    }

    @Test
    public void annotationsOfTheInterfaceStayVisible() {
        Runnable proxy = guarded(Runnable.class, () -> {});
        Class<?> type = Arrays.stream(proxy.getClass().getInterfaces())
                .filter(Runnable.class::equals)
                .findFirst()
                .orElseThrow();
        assertNotNull(type.getAnnotation(FunctionalInterface.class));
    }

    @Test
    public void monitorOfTheOriginalIsNotTaken() throws Exception {
        Object original = new Versatile();
        Echo proxy = guarded(Echo.class, (Echo) original);
        synchronized (original) {
            assertEquals("x", callers.start("caller", () -> proxy.echo("x")).result());
        }
        synchronized (proxy) {
            assertEquals("x", callers.start("caller", () -> proxy.echo("x")).result());
        }
    }

    @Test
    public void interruptAndContextClassLoaderStayWhatTheyAre() {
        Thread self = Thread.currentThread();
        ClassLoader before = self.getContextClassLoader();
        ClassLoader own = new ClassLoader() {};
        Supplier<?> proxy = guarded(
                Supplier.class, (Supplier<?>) () -> self.isInterrupted() && self.getContextClassLoader() == own);
        self.setContextClassLoader(own);
        self.interrupt();
        try {
            assertEquals(true, proxy.get());
            assertTrue(self.isInterrupted());
        } finally {
            assertTrue(Thread.interrupted());
            self.setContextClassLoader(before);
        }
    }

    @Test
    public void toolsCanLookBehindIt() {
        Echo original = new Versatile();
        Echo proxy = guarded(Echo.class, original);
        assertTrue(proxy instanceof GuardedService);
        assertSame(original, GuardedService.unwrap(proxy));
    }
}
