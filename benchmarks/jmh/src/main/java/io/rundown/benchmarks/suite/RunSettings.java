package io.rundown.benchmarks.suite;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * What the command line says about a run.
 *
 * @param quick only see that everything runs: the figures mean nothing
 * @param directory where files go
 * @param out where the progress and the table go
 */
public record RunSettings(boolean quick, Path directory, PrintStream out) {}
