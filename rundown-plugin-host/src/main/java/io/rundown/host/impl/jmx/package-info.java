/**
 * The host and its plugins as MBeans {@code io.rundown:type=Host} and {@code io.rundown:type=Plugin,name=…,id=…}, for a runtime with
 * the module {@code java.management}.
 */
@NullMarked
package io.rundown.host.impl.jmx;

import org.jspecify.annotations.NullMarked;
