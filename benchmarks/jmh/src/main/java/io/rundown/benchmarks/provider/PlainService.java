package io.rundown.benchmarks.provider;

import io.rundown.benchmarks.called.CalledService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The original. It does as little as an answer takes, and writes nothing, since all threads share it. Its
 * fields could change, for all a compiler knows.
 */
final class PlainService implements CalledService {

    private long answer = 1_000_003;
    private CompletionStage<String> completed = CompletableFuture.completedFuture("done");

    @Override
    public long noArguments() {
        return answer;
    }

    @Override
    public double primitives(int small, long great, double broken, boolean sum) {
        return sum ? small + great + broken : answer;
    }

    @Override
    public Object objects(String text, Object thing) {
        return text.isEmpty() ? text : thing;
    }

    @Override
    public CompletionStage<String> stage() {
        return completed;
    }
}
