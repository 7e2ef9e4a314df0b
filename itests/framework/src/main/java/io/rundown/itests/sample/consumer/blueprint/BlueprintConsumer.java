package io.rundown.itests.sample.consumer.blueprint;

import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.api.EchoUser;
import java.util.List;

/** A bean with a reference; see {@code blueprint/consumer.xml}. */
public final class BlueprintConsumer implements EchoUser {

    private final Echo echo;

    /** For the container. */
    public BlueprintConsumer(Echo echo) {
        this.echo = echo;
    }

    @Override
    public List<String> callAll(String text) {
        return List.of(echo.echo(text));
    }
}
