package io.rundown.itests.tck;

/** How a test of the TCK ended. */
enum Outcome {
    PASSED,
    FAILED,
    ERROR,
    SKIPPED,

    /** It was not run. */
    ABSENT
}
