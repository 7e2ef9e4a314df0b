package io.rundown.host.impl.proxy;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.RundownGuard;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A service object behind its gate: the pair that a call goes through. When the gate is run down the
 * object is {@linkplain #release() let go}, so that a consumer who keeps the proxy does not keep the
 * plugin.
 *
 * <p>The code of proxy classes calls what is public here.
 */
public final class GuardedTarget {

    /**
     * Exchanged at most between two objects, when it is closed for ever: one of before lets in nobody but who is inside
     * by it.
     */
    private CallGate gate;

    /** Is shown each gate and each object, by the thread that has the monitor. */
    private @Nullable GuardedProxy proxy;

    private volatile LateCalls lateCalls;
    private final ObjectMethods objectMethods;
    private volatile @Nullable Object object;
    private volatile @Nullable LateFutures lateFutures;
    private int attachments;

    /**
     * Classes of results that are not late: the first two that came. To ask an object whether it implements
     * an interface takes longer than the whole rest of a call if it does not. Plain, and written at most
     * once each: a thread that misses one asks again.
     */
    private @Nullable Class<?> plain;

    private @Nullable Class<?> alsoPlain;

    /** Pairs an object with the gate in front of it. */
    public GuardedTarget(CallGate gate, Object object, LateCalls lateCalls) {
        this.gate = gate;
        this.object = object;
        this.lateCalls = lateCalls;
        this.objectMethods = new ServiceObjectMethods(this, object);
    }

    private GuardedTarget(CallGate gate, LateCalls lateCalls, Object identity, boolean shared) {
        this.gate = gate;
        this.lateCalls = lateCalls;
        this.objectMethods = new StableObjectMethods(this, identity, shared);
    }

    /**
     * A target whose object is to be {@linkplain #attach attached}, and may be exchanged.
     *
     * @param identity stands for the service, whichever object it has
     * @param shared whether all consumers get the same object
     */
    public static GuardedTarget exchangeable(CallGate gate, LateCalls lateCalls, Object identity, boolean shared) {
        return new GuardedTarget(gate, lateCalls, identity, shared);
    }

    /** Puts another gate before it, which is closed. Before the next object is attached. */
    public synchronized void exchangeGate(CallGate next) {
        gate = next;
        show();
    }

    /** Gives it its object. Before the gate is opened. */
    public synchronized void attach(Object next) {
        attachments++;
        object = next;
        plain = null;
        alsoPlain = null;
        show();
    }

    /** Has the calls of a proxy come here. Those of one before still do, but by a longer way. */
    synchronized void goesBehind(GuardedProxy next) {
        if (proxy != null) {
            proxy.showGuarded(null, null);
        }
        proxy = next;
        show();
    }

    /** Needs the monitor. The fence is for threads that find the gate in the proxy by a race: they find it made. */
    private void show() {
        VarHandle.releaseFence();
        if (proxy != null) {
            proxy.showGuarded(gate, object);
        }
    }

    /** Takes the object away, so that nothing of the plugin is kept. After the gate was closed. */
    public void detach() {
        forgetObject();
        takeLateResults().run();
    }

    /** How often it got an object. */
    public synchronized int attachments() {
        return attachments;
    }

    /** Takes the object away, unless it has got another one since. */
    public void detachUnlessAttachedSince(int before) {
        Runnable late = () -> {};
        synchronized (this) {
            if (attachments == before) {
                forgetObject();
                late = takeLateResults();
            }
        }
        late.run(); // ends a run-down, for which somebody waits
    }

    /**
     * Takes out the results to come of the object that it has; others come to a list of their own.
     *
     * @return gives them up
     */
    public synchronized Runnable takeLateResults() {
        LateFutures late = lateFutures;
        lateFutures = null;
        return late == null ? () -> {} : late::giveUp;
    }

    /** From now on these decide about late calls. */
    public void decideBy(LateCalls next) {
        lateCalls = next;
    }

    ObjectMethods objectMethods() {
        return objectMethods;
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
        lateCalls = lateCalls.afterwards();
        forgetObject();
        LateFutures late = lateFutures; // stays, given up, for calls that are still inside
        if (late != null) {
            late.giveUp();
        }
    }

    private synchronized void forgetObject() {
        object = null;
        plain = null;
        alsoPlain = null;
        show();
    }

    /** Somebody waits for the gate: from now on results that tell nobody when they are there are asked. */
    public void awaitLateResults() {
        lateFutures().await();
    }

    // what proxies call

    /**
     * {@link #enter()} by the gate that a proxy was shown. That may be one of before, or none yet to a thread that found
     * the proxy without any synchronization; then by the target's.
     */
    public static CallToken enter(@Nullable CallGate shown, GuardedProxy proxy) {
        CallToken token = shown == null ? null : shown.enter();
        return token != null ? token : proxy.guardedTarget().enter();
    }

    /** {@link #entered()}, as a proxy was shown it. */
    public static Object entered(@Nullable Object shown, GuardedProxy proxy) {
        return shown != null ? shown : proxy.guardedTarget().entered();
    }

    /**
     * Enters the gate.
     *
     * @return the token to leave with
     * @throws io.rundown.host.PluginUnavailableException if the call is refused
     */
    public CallToken enter() {
        CallToken token = gate.enter();
        return token != null ? token : lateCalls.admit(this);
    }

    /**
     * The object, for a call that has entered.
     *
     * @return the object
     * @throws io.rundown.host.PluginUnavailableException if it was released
     */
    public Object entered() {
        Object present = object;
        if (present == null) {
            throw lateCalls.refuse();
        }
        return present;
    }

    /** Keeps the call in flight until the future or stage that it has for a result is done. */
    public void keepFuture(@Nullable Object result) {
        if (result != null
                && (result.getClass() != CompletableFuture.class || !((CompletableFuture<?>) result).isDone())) {
            LateResults.keep(this, result);
        }
    }

    /** Keeps the call in flight until its result is there, if it is a future or a stage. */
    public void keepWhatIsToCome(@Nullable Object result) {
        if (result != null && result.getClass() != plain && result.getClass() != alsoPlain) {
            LateResults.keep(this, result);
        }
    }

    /**
     * Results of this class need not be looked at again. Only classes of the object's own loader and of the JDK
     * are noted: others may be a consumer's, which this would keep.
     */
    void notePlain(Class<?> type) {
        Object present = object;
        if (present == null
                || (type.getClassLoader() != null
                        && type.getClassLoader() != present.getClass().getClassLoader())) {
            return;
        }
        if (plain == null) {
            plain = type;
        } else if (alsoPlain == null) {
            alsoPlain = type;
        }
        if (object != present) { // released or exchanged meanwhile
            plain = null;
            alsoPlain = null;
        }
    }

    /**
     * Keeps the call in flight until a promise is resolved.
     *
     * @return what ends that when it runs; {@code null} if the promise need not be waited for, or is already
     */
    public @Nullable Runnable keeping(Object promise) {
        return LateResults.begin(this, promise);
    }

    /** The answer to {@code equals}. */
    public boolean answerEquals(Object proxy, @Nullable Object other) {
        return objectMethods.isEqual(proxy, other);
    }

    /** The answer to {@code hashCode}. */
    public int answerHashCode() {
        return objectMethods.hash();
    }

    /** The answer to {@code toString}. */
    public @Nullable String answerToString() {
        return objectMethods.text();
    }

    /** The answer to {@code unwrapGuarded}. */
    public @Nullable Object answerUnwrapGuarded() {
        return object;
    }

    // what is called for them

    /** A guard for a result; {@code null} if the drain that would wait for it is over. */
    @Nullable
    RundownGuard keep() {
        try {
            return gate.isHeldByCurrentThread() ? gate.keep() : lateCalls.keep();
        } catch (IllegalStateException e) {
            return null; // a nested call that was left behind
        }
    }

    LateFutures lateFutures() {
        LateFutures present = lateFutures;
        return present != null ? present : makeLateFutures();
    }

    private synchronized LateFutures makeLateFutures() {
        LateFutures present = lateFutures;
        if (present == null) {
            present = new LateFutures();
            lateFutures = present;
        }
        return present;
    }
}
