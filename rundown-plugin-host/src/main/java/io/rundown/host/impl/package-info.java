/** The plugin host. Nothing in here is API. */
@NullMarked
package io.rundown.host.impl;

import org.jspecify.annotations.NullMarked;
