package io.rundown.benchmarks.called;

import java.util.concurrent.CompletionStage;

/** The service whose calls are measured: one method for each way to pass something in and out. */
public interface CalledService {

    /** Takes nothing. */
    long noArguments();

    /** Takes and gives primitives only: what boxes must allocate. */
    double primitives(int small, long great, double broken, boolean sum);

    /** Takes and gives objects. */
    Object objects(String text, Object thing);

    /** Gives a stage that is completed already. */
    CompletionStage<String> stage();
}
