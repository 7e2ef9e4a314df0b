package io.rundown.benchmarks.proxy;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A framework that lives as long as the measurement, and what is called in it. */
public abstract class SceneState {

    private Scene scene;

    /** JMH sets states up before it uses them. */
    @SuppressWarnings("NullAway.Init")
    SceneState() {}

    /** Starts the framework and whatever is in it. */
    abstract Scene open() throws Exception;

    /** Takes out what is called. */
    abstract void take(Scene opened) throws Exception;

    /** Before the first iteration. */
    @Setup(Level.Trial)
    public void start() throws Exception {
        scene = open();
        take(scene);
    }

    /**
     * Before each iteration. In an application the collector has long moved together what lives as long as a service.
     * Where that happens to lie when it is new makes calls of a hundred services as much as eight nanoseconds slower in one
     * JVM than in the next.
     */
    @Setup(Level.Iteration)
    public void settle() {
        System.gc();
    }

    /** After the last iteration. JMH waits for the framework's threads to end. */
    @TearDown(Level.Trial)
    public void stop() throws Exception {
        scene.close();
    }
}
