package io.rundown.host.impl.proxy;

import org.jspecify.annotations.Nullable;

/** What a proxy answers to the questions that every object is asked. */
interface ObjectMethods {

    /** Whether a proxy is equal to something, which may be a proxy too. */
    boolean isEqual(Object proxy, @Nullable Object other);

    /** The hash code of a proxy. */
    int hash();

    /** What a proxy is as a text. */
    @Nullable
    String text();
}
