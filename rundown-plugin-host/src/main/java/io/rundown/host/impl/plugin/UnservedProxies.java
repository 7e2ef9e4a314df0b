package io.rundown.host.impl.plugin;

import io.rundown.host.impl.plugin.HeldService.CarryingOn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The proxies of consumers that looked a service up while a drain kept it closed. They have no object, and their gates are
 * closed. If the drain is given up, each gets its object; if the service goes, each is released.
 *
 * <p>The lock is the monitor. Nothing is called out while it is held.
 */
final class UnservedProxies {

    private final List<HeldInstance> waiting = new ArrayList<>();

    synchronized void add(HeldInstance instance) {
        waiting.add(instance);
    }

    /**
     * Takes the proxy out that a consumer gives back.
     *
     * @return whether it was here
     */
    boolean takeBack(Object proxy) {
        HeldInstance found = find(proxy);
        if (found != null && remove(found)) {
            found.target().release();
        }
        return found != null;
    }

    private synchronized @Nullable HeldInstance find(Object proxy) {
        for (HeldInstance instance : waiting) {
            if (instance.proxy() == proxy) {
                return instance;
            }
        }
        return null;
    }

    /** Whether the caller has to release it: another thread that is about to serve it does so itself. */
    private synchronized boolean remove(HeldInstance instance) {
        instance.setTakenBack();
        return !instance.isBeingCarriedOn() && waiting.remove(instance);
    }

    /** The service goes: releases all. */
    void release() {
        List<HeldInstance> all;
        synchronized (this) {
            all = waiting.stream()
                    .filter(instance -> !instance.isBeingCarriedOn())
                    .toList();
            waiting.removeAll(all);
        }
        all.forEach(instance -> instance.target().release());
    }

    /**
     * The drain was given up: serves one of them.
     *
     * @param service gives an instance its object; {@link CarryingOn#NOT_NOW} leaves it here
     * @param givenBack takes an instance back whose consumer gave it back while it was served
     * @return whether there was one that no other thread serves
     */
    boolean serveOne(Function<HeldInstance, CarryingOn> service, Consumer<HeldInstance> givenBack) {
        HeldInstance instance = next();
        if (instance == null) {
            return false;
        }
        CarryingOn result = CarryingOn.NO_OBJECT;
        boolean ended = false;
        try {
            result = service.apply(instance);
        } finally {
            ended = settle(instance, result);
            if (result != CarryingOn.DONE && (ended || result != CarryingOn.NOT_NOW)) {
                instance.target().release();
            }
        }
        if (ended && result == CarryingOn.DONE) {
            givenBack.accept(instance);
        }
        return true;
    }

    private synchronized @Nullable HeldInstance next() {
        for (HeldInstance instance : waiting) {
            if (!instance.isBeingCarriedOn()) {
                instance.setBeingCarriedOn(true);
                return instance;
            }
        }
        return null;
    }

    /** Whether its consumer gave it back meanwhile. */
    private synchronized boolean settle(HeldInstance instance, CarryingOn result) {
        instance.setBeingCarriedOn(false);
        if (instance.isTakenBack() || result != CarryingOn.NOT_NOW) {
            waiting.remove(instance);
        }
        return instance.isTakenBack();
    }
}
