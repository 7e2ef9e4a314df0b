/** What can be set, where it is read from, and what happens to values that make no sense. */
@NullMarked
package io.rundown.host.impl.config;

import org.jspecify.annotations.NullMarked;
