package io.rundown.itests.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The kinds of events of a soak. The system property {@code rundown.itests.soak.kinds} chooses: {@code all}, or names, or names after a
 * minus, which are left out of all.
 */
enum Kind {
    // what happened to plugins from the first soak on
    STOP,
    RESTART,
    TRANSIENT_RESTART,
    UPDATE,
    FAILED_UPDATE,
    REINSTALL,
    REFRESH,
    DISABLE_COMPONENT,
    RELOAD,
    BROKEN_RELOAD,
    SIDE_BY_SIDE,
    MANAGED_REFRESH,
    DRAIN_AND_RESUME,

    /** Callers, some of whose calls last, run on threads whose methods lie or throw. */
    ODD_CALLER,
    /** A thread whose methods throw stops and starts a plugin. */
    ODD_STOPPER,
    /** An upgrade starts, but its service cannot be obtained. */
    BROKEN_SERVICE,
    /** A thread is interrupted while the host waits on it. */
    INTERRUPT,
    /** An operation on a plugin with the policy {@code abort}, half of the time with a call inside that lasts too long. */
    ABORT,
    /** The start level of one plugin goes above that of the framework, and back. */
    PLUGIN_START_LEVEL,
    /** The framework's start level goes below that of all plugins, and back. */
    FRAMEWORK_START_LEVEL,
    /** A call inside a plugin waits for another thread, whose call of the same plugin may be parked. */
    WAIT_FOR_PARKED;

    private static final Set<Kind> CHOSEN = choose(System.getProperty("rundown.itests.soak.kinds", "all"));

    /** Whether events of this kind happen. */
    boolean isChosen() {
        return CHOSEN.contains(this);
    }

    /** The kinds of which an operator chooses one after the other. */
    static List<Kind> operations() {
        List<Kind> operations = new ArrayList<>(CHOSEN);
        operations.remove(ODD_CALLER); // callers, not operators
        operations.remove(WAIT_FOR_PARKED);
        return operations;
    }

    static Set<Kind> choose(String names) {
        List<String> all = Arrays.stream(names.toUpperCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !name.equals("ALL"))
                .toList();
        Set<Kind> chosen = EnumSet.noneOf(Kind.class);
        all.stream().filter(name -> !name.startsWith("-")).forEach(name -> chosen.add(valueOf(name)));
        if (chosen.isEmpty()) {
            chosen.addAll(EnumSet.allOf(Kind.class));
        }
        all.stream().filter(name -> name.startsWith("-")).forEach(name -> chosen.remove(valueOf(name.substring(1))));
        return chosen;
    }
}
