package io.rundown.host;

/** How a managed operation ended. */
public enum OperationOutcome {
    /** All steps were taken. */
    DONE,

    /** The plugin was already what the operation would have made it. */
    NOTHING_TO_DO,

    /**
     * Calls were still in flight when the time was up, and the plugin's policy is {@link TimeoutAction#ABORT}: it
     * serves as before.
     */
    ABORTED,

    /** The next revision did not start; the plugin has the one before again, and serves. */
    ROLLED_BACK,

    /** The plugin was unloaded, but something keeps its class loader. */
    LEAKED,

    /** A step failed; {@link OperationReport#remark()} says why, and the plugin serves as before if its bundle is active. */
    FAILED
}
