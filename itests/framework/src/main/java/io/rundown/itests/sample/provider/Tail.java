package io.rundown.itests.sample.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** The last part of a call, loaded only then: it needs class loader, bundle content and bundle context. */
final class Tail {

    private Tail() {}

    static String answer(BundleContext context, String text) {
        context.getServiceReference("java.lang.Object");
        try (@Nullable InputStream self = Tail.class.getResourceAsStream("Tail.class")) {
            if (self == null || self.read() != 0xCA) {
                throw new IllegalStateException("the content of the plugin is gone");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the content of the plugin is gone", e);
        }
        return text + " echoed";
    }
}
