package io.rundown.host;

import java.time.Duration;

/**
 * One step of a managed operation.
 *
 * @param name what was done, such as {@code drain} or {@code stop bundle}
 * @param after when it began, counted from the begin of the operation
 * @param took how long it took
 * @param result what came of it, for people to read
 */
public record OperationStep(String name, Duration after, Duration took, String result) {}
