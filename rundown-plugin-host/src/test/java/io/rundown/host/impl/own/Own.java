package io.rundown.host.impl.own;

/** A service that a sample plugin has the interface of for itself. */
public interface Own {}
