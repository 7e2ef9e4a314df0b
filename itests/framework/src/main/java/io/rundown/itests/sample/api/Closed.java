package io.rundown.itests.sample.api;

/** An interface that nobody else may implement. */
public sealed interface Closed {

    /** The one that may. */
    record Only() implements Closed {}
}
