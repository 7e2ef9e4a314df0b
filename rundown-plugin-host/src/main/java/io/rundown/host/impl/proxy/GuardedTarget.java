package io.rundown.host.impl.proxy;

import io.rundown.CallGate;
import io.rundown.CallToken;
import org.jspecify.annotations.Nullable;

/**
 * A service object behind its gate: the pair that a call goes through. When the gate is run down the
 * object is {@linkplain #release() let go}, so that a consumer who keeps the proxy does not keep the
 * plugin.
 */
public final class GuardedTarget {

    private final CallGate gate;
    private final LateCalls lateCalls;
    private volatile @Nullable Object object;

    /** Pairs an object with the gate in front of it. */
    public GuardedTarget(CallGate gate, Object object, LateCalls lateCalls) {
        this.gate = gate;
        this.object = object;
        this.lateCalls = lateCalls;
    }

    /** The gate that every call passes. */
    public CallGate gate() {
        return gate;
    }

    /** The object; {@code null} once it was released. */
    public @Nullable Object object() {
        return object;
    }

    /** Forgets the object. Calls that got past the gate before have it already. */
    public void release() {
        object = null;
    }

    /**
     * Enters the gate.
     *
     * @throws io.rundown.host.PluginUnavailableException if the call is refused
     */
    CallToken enter() {
        CallToken token = gate.enter();
        return token != null ? token : lateCalls.admit(this);
    }

    /** What a call that entered, but found the object released, is answered with. */
    RuntimeException gone() {
        return lateCalls.refuse();
    }
}
