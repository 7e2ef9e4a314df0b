package io.rundown.demo.wire;

/**
 * Where handled events end up: offered by the JVM outside, used by the sample handler. It also serves
 * as the witness of plugin code that runs, because the handler's frames lie on those of the plugin.
 */
public interface Archive {

    /**
     * The calling thread is inside the event service, which delivers an event.
     *
     * @param id the event's number
     */
    void witness(long id);

    /**
     * An event was handled to its end.
     *
     * @param id the event's number
     */
    void archived(long id);
}
