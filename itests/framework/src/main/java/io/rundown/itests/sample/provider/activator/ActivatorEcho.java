package io.rundown.itests.sample.provider.activator;

import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.provider.Performer;

final class ActivatorEcho implements Echo, PrivateToThePlugin {

    private final Performer performer;

    ActivatorEcho(Performer performer) {
        this.performer = performer;
    }

    @Override
    public String echo(String text) {
        return performer.echo(text);
    }

    @Override
    public int add(int a, int b) {
        return performer.add(a, b);
    }

    @Override
    public int compareTo(PrivateToThePlugin other) {
        return Integer.compare(hashCode(), other.hashCode());
    }
}
