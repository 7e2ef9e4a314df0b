package io.rundown.host.impl.proxy;

import io.rundown.CallToken;
import org.jspecify.annotations.Nullable;

/**
 * Answers that stay the same while service objects come and go behind a proxy: consumers keep services in maps,
 * and one that is replaced must be found there afterwards. So an object's own equality does not count; the proxies
 * of one service are equal if all consumers get the same object.
 *
 * @param identity stands for the service
 * @param shared whether all consumers get the same object
 */
record StableObjectMethods(GuardedTarget target, Object identity, boolean shared) implements ObjectMethods {

    @Override
    public boolean isEqual(Object proxy, @Nullable Object other) {
        if (proxy == other) {
            return true;
        }
        GuardedTarget otherTarget = ProxyClasses.targetOf(other);
        return otherTarget != null
                && (otherTarget == target
                        || (shared
                                && otherTarget.objectMethods() instanceof StableObjectMethods others
                                && others.identity == identity));
    }

    @Override
    public int hash() {
        return System.identityHashCode(identity);
    }

    /** Asks the object if it is there and may be asked; does not wait for it. */
    @Override
    public @Nullable String text() {
        CallToken token = target.gate().enter();
        if (token == null) {
            return target.gate().name() + "@" + Integer.toHexString(hash()) + " (unavailable)";
        }
        try {
            Object object = target.object();
            return object == null ? null : object.toString();
        } finally {
            token.exit();
        }
    }
}
