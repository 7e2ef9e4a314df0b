package io.rundown.benchmarks.registration;

import io.rundown.benchmarks.called.CalledService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A service that is registered, but not called. */
final class Unanswering implements CalledService {

    @Override
    public long noArguments() {
        return 0;
    }

    @Override
    public double primitives(int small, long great, double broken, boolean sum) {
        return 0;
    }

    @Override
    public Object objects(String text, Object thing) {
        return text;
    }

    @Override
    public CompletionStage<String> stage() {
        return new CompletableFuture<>();
    }
}
