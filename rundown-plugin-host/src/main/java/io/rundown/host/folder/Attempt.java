package io.rundown.host.folder;

/** How the last attempt on a state of a file ended. */
enum Attempt {
    /** The bundle is what the file is; or the file is no bundle, and stays none until it changes. */
    DONE,

    /** The framework, or the revision itself, refused: something that it needs is missing, or in its way. It may succeed when another jar changes. */
    IN_VAIN,

    /** Not tried to the end: interrupted, given up because calls stayed inside, or the process was killed. */
    BEGUN
}
