package io.rundown.host;

/** How a plugin gets its next revision. */
public enum ReloadMode {
    /** The bundle is updated: it has stopped before the next revision starts. */
    IN_PLACE,

    /**
     * The next revision is installed as a bundle of its own and starts next to the old one. When it offers whatever the old
     * one offers it takes over, new calls go to it, and the old bundle is drained, stopped and uninstalled. Also known as
     * a blue/green deployment.
     */
    SIDE_BY_SIDE;

    /**
     * What stands in the location of a bundle that took another's place {@link #SIDE_BY_SIDE}, after the location of that one and before a
     * number. The handler of a URL takes it for a reference inside, and ignores it.
     */
    public static final String LOCATION_MARK = "#rundown=";
}
