/** A sample bundle that operates plugins through the plugin host. */
@NullMarked
package io.rundown.demo.operator;

import org.jspecify.annotations.NullMarked;
