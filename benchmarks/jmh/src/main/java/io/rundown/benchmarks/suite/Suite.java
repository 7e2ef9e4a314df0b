package io.rundown.benchmarks.suite;

/** Measures that belong together: they are taken in one run and told in one table. */
public interface Suite {

    /** What the command line calls it. */
    String name();

    /**
     * Measures, prints the table, and writes the files.
     *
     * @throws Exception if something could not be measured; a figure that is not good enough is no reason
     */
    void run(RunSettings settings) throws Exception;
}
