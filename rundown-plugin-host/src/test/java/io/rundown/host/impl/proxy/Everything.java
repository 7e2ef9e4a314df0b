package io.rundown.host.impl.proxy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.util.promise.Promise;

/** A service with methods of every kind. */
public interface Everything extends Supplier<String>, Function<String, Integer> {

    void nothing();

    boolean not(boolean value);

    byte same(byte value);

    char same(char value);

    short same(short value);

    int same(int value);

    long sum(long first, int second, long third);

    float same(float value);

    double sum(double first, float second, double third);

    int[] same(int[] values);

    String[][] same(String[][] values);

    String join(String separator, Object... parts);

    @Nullable
    String nothing(@Nullable String value);

    /** Covariant: there is also {@code Object get()}. */
    @Override
    String get();

    default String byDefault() {
        return "default";
    }

    default String overridden() {
        return "default";
    }

    static String ofTheInterface() {
        return "static";
    }

    void fail() throws IOException;

    void failUndeclared();

    StackTraceElement[] stack();

    CompletionStage<String> stage();

    CompletableFuture<String> completable();

    Future<String> future();

    Promise<String> promise();

    <T> T generic();
}
