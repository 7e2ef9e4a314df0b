package io.rundown.demo.wire;

/** Is told when a sample consumer is activated: offered by the JVM outside. */
@FunctionalInterface
public interface Activations {

    /** A consumer component was activated. */
    void activated();
}
