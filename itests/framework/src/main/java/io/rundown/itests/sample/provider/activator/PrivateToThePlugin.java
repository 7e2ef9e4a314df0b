package io.rundown.itests.sample.provider.activator;

/** Public, but in a package that no other bundle sees. */
public interface PrivateToThePlugin extends Comparable<PrivateToThePlugin> {}
