package io.rundown.benchmarks.harness;

/**
 * How long one measuring JVM runs.
 *
 * @param warmups how many iterations come first and do not count
 * @param warmupMillis how long each of them takes
 * @param iterations how many iterations count
 * @param iterationMillis how long each of them takes
 */
public record ForkTimes(int warmups, int warmupMillis, int iterations, int iterationMillis) {}
