package io.rundown.host.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;

/**
 * Leaves names to other scopes that have them, too: {@code stop} is that of {@code felix}. Of several commands with the name that is
 * typed, Gogo takes one by its hash, whatever their ranking and order, unless the variable {@code SCOPE} names a scope before the star
 * for all of them. So the scopes of the others are put there, unless somebody has put {@code rundown} there.
 */
final class OthersFirst implements CommandSessionListener {

    private static final String PATH = "SCOPE";
    private static final String ANY = "*";

    private final String scope;
    private final Set<String> functions;

    OthersFirst(String scope, String... functions) {
        this.scope = scope;
        this.functions = Set.of(functions);
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence line) {
        Object path = session.get(PATH);
        List<String> scopes = new ArrayList<>(
                path == null ? List.of(ANY) : Arrays.asList(path.toString().split(":")));
        int any = scopes.indexOf(ANY);
        if (any >= 0 && !scopes.contains(scope) && session.get(".commands") instanceof Set<?> commands) {
            SortedSet<String> others = others(commands);
            others.removeAll(scopes);
            if (!others.isEmpty()) {
                scopes.addAll(any, others);
                session.put(PATH, String.join(":", scopes));
            }
        }
    }

    /** The scopes, other than this one, of commands such as {@code felix:stop}. */
    private SortedSet<String> others(Set<?> commands) {
        SortedSet<String> others = new TreeSet<>();
        for (Object command : commands) {
            String name = command.toString();
            int colon = name.indexOf(':');
            if (colon > 0 && functions.contains(name.substring(colon + 1))) {
                others.add(name.substring(0, colon));
            }
        }
        others.remove(scope);
        return others;
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Exception failure) {
        // nothing to put back
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Object result) {
        // nothing to put back
    }
}
