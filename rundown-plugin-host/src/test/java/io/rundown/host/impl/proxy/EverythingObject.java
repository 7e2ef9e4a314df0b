package io.rundown.host.impl.proxy;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;

/** Answers so that it shows what it was asked. */
class EverythingObject implements Everything {

    final CompletableFuture<String> toComplete = new CompletableFuture<>();
    final FutureTask<String> toRun = new FutureTask<>(() -> "run");
    final Deferred<String> toResolve = new Deferred<>();
    int calls;

    @Override
    public void nothing() {
        calls++;
    }

    @Override
    public boolean not(boolean value) {
        return !value;
    }

    @Override
    public byte same(byte value) {
        return value;
    }

    @Override
    public char same(char value) {
        return value;
    }

    @Override
    public short same(short value) {
        return value;
    }

    @Override
    public int same(int value) {
        return value;
    }

    @Override
    public long sum(long first, int second, long third) {
        return first + second + third;
    }

    @Override
    public float same(float value) {
        return value;
    }

    @Override
    public double sum(double first, float second, double third) {
        return first + second + third;
    }

    @Override
    public int[] same(int[] values) {
        return values;
    }

    @Override
    public String[][] same(String[][] values) {
        return values;
    }

    @Override
    public String join(String separator, Object... parts) {
        return Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining(separator));
    }

    @Override
    public @Nullable String nothing(@Nullable String value) {
        return value;
    }

    @Override
    public String get() {
        return "got";
    }

    @Override
    public Integer apply(String text) {
        return text.length();
    }

    @Override
    public String overridden() {
        return "overridden";
    }

    @Override
    public void fail() throws IOException {
        throw new IOException("declared");
    }

    @Override
    public void failUndeclared() {
        throwAsIfUnchecked(new IOException("undeclared"));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Exception> void throwAsIfUnchecked(Exception exception) throws E {
        throw (E) exception;
    }

    @Override
    public StackTraceElement[] stack() {
        return new Throwable().getStackTrace();
    }

    @Override
    public CompletionStage<String> stage() {
        return toComplete.minimalCompletionStage();
    }

    @Override
    public CompletableFuture<String> completable() {
        return toComplete;
    }

    @Override
    public Future<String> future() {
        return toRun;
    }

    @Override
    public Promise<String> promise() {
        return toResolve.getPromise();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T generic() {
        return (T) toComplete;
    }
}
