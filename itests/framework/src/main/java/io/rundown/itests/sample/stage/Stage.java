package io.rundown.itests.sample.stage;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Where tests put what shall happen inside calls, by the text of the call. */
public final class Stage {

    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();
    private static final LongAdder AFTER_STOP = new LongAdder();
    private static final Map<String, LongAdder> INTERRUPTS = new ConcurrentHashMap<>();

    private Stage() {}

    /** Releases all held calls, forgets all scripts and counts. */
    public static void reset() {
        SCRIPTS.values().forEach(script -> {
            if (script instanceof Held) {
                ((Held) script).release();
            }
        });
        SCRIPTS.clear();
        AFTER_STOP.reset();
        INTERRUPTS.clear();
    }

    /** Calls with this text stay inside until released, or until four times the patience is over. */
    public static Held hold(String text, Duration patience) {
        Held held = new Held(text, patience);
        SCRIPTS.put(text, held);
        return held;
    }

    /** Calls with this text run the script. */
    public static void script(String text, Script script) {
        SCRIPTS.put(text, script);
    }

    /** Runs what the test has put here; for providers. */
    public static void perform(String text) {
        Script script = SCRIPTS.get(text);
        if (script == null) {
            return;
        }
        try {
            script.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted inside the call '" + text + "'", e);
        } catch (Exception e) {
            throw new IllegalStateException("the script of '" + text + "' failed", e);
        }
    }

    /** Tells that code of a plugin ran on an instance that had been torn down. */
    public static void ranAfterStop() {
        AFTER_STOP.increment();
    }

    /** How often that happened. */
    public static long afterStop() {
        return AFTER_STOP.sum();
    }

    /** Tells that code of a plugin ran on a thread whose interrupt flag was set, and when. */
    public static void sawInterrupt(String when) {
        INTERRUPTS.computeIfAbsent(when, key -> new LongAdder()).increment();
    }

    /** How often that happened, by when. */
    public static Map<String, Long> interruptsSeen() {
        Map<String, Long> seen = new TreeMap<>();
        INTERRUPTS.forEach((when, times) -> seen.put(when, times.sum()));
        return seen;
    }
}
