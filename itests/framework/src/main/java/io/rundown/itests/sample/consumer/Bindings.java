package io.rundown.itests.sample.consumer;

import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Journal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a consumer component is bound to; writes each change into the journal. */
final class Bindings {

    private final String kind;
    private final List<Echo> bound = new CopyOnWriteArrayList<>();

    Bindings(String kind) {
        this.kind = kind;
    }

    void bind(Echo echo, Map<String, ?> properties) {
        bound.add(echo);
        boolean proxied = Boolean.TRUE.equals(properties.get("rundown.proxied"));
        Journal.note(kind + (proxied ? " bound to a proxy" : " bound to an original"));
    }

    void unbind(Echo echo) {
        bound.remove(echo);
        Journal.note(kind + " unbound");
    }

    List<String> callAll(String text) {
        return bound.stream().map(echo -> echo.echo(text)).toList();
    }
}
