package io.rundown.host.impl.plugin;

import io.rundown.host.impl.thread.KeptInterrupts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceException;
import org.osgi.framework.ServiceReference;

/**
 * Listens to what the framework says about the factory of a service that is asked for an object. The framework does not pass on
 * what the factory throws: whoever asks gets {@code null}, and the exception is told by a framework event, on another thread.
 */
final class FactoryErrors implements FrameworkListener, AutoCloseable {

    private static final String NOTHING = "its factory gave no object";

    /** The event comes at once, or not at all. */
    private static final long PATIENCE_MILLIS = 500;

    private final long provider;
    private final long consumer;
    private final @Nullable BundleContext host;
    private final CompletableFuture<String> error = new CompletableFuture<>();

    private FactoryErrors(long provider, long consumer, @Nullable BundleContext host) {
        this.provider = provider;
        this.consumer = consumer;
        this.host = host;
    }

    /** Begins to listen, before a bundle's context is asked for the object. */
    static FactoryErrors listen(ServiceReference<?> service, Bundle consumer, BundleContext host) {
        FactoryErrors errors = new FactoryErrors(ServiceProperties.bundleId(service), consumer.getBundleId(), host);
        try {
            host.addFrameworkListener(errors);
            return errors;
        } catch (IllegalStateException e) {
            return new FactoryErrors(-1, -1, null); // the host has stopped
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR
                && isConcerned(event.getBundle().getBundleId())
                && event.getThrowable() instanceof ServiceException failure) {
            error.complete(describe(failure));
        }
    }

    /** Felix names the consumer as the bundle of the event, Equinox names the provider. */
    private boolean isConcerned(long bundleId) {
        return bundleId == provider || bundleId == consumer;
    }

    private static String describe(ServiceException failure) {
        Throwable cause = failure.getCause();
        if (cause != null) {
            return Failures.describe(cause);
        }
        String message = String.valueOf(failure.getMessage());
        return message.contains("null") ? NOTHING : NOTHING + ": " + message;
    }

    /** Returns what the framework says. Waits a moment for it. */
    String await() {
        if (host == null) {
            return NOTHING;
        }
        try {
            return error.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            KeptInterrupts.keep();
            return NOTHING;
        } catch (TimeoutException | ExecutionException e) {
            return NOTHING;
        }
    }

    @Override
    public void close() {
        if (host == null) {
            return;
        }
        try {
            host.removeFrameworkListener(this);
        } catch (IllegalStateException e) {
            // the host has stopped, and with it the listener
            return;
        }
    }
}
