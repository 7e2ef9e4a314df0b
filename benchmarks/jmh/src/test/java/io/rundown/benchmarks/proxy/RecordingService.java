package io.rundown.benchmarks.proxy;

import io.rundown.benchmarks.called.CalledService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Remembers what was called. */
final class RecordingService implements CalledService {

    private final List<String> called = new ArrayList<>();

    List<String> called() {
        return called;
    }

    @Override
    public long noArguments() {
        called.add("noArguments");
        return 0;
    }

    @Override
    public double primitives(int small, long great, double broken, boolean sum) {
        called.add("primitives");
        return 0;
    }

    @Override
    public Object objects(String text, Object thing) {
        called.add("objects");
        return thing;
    }

    @Override
    public CompletionStage<String> stage() {
        called.add("stage");
        return new CompletableFuture<>();
    }
}
