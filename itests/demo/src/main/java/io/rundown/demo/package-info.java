/**
 * The demonstration: a real bundle is uninstalled under load, without rundown and with it. {@link
 * io.rundown.demo.DemoMain} tells the story; see there for what is counted.
 */
@NullMarked
package io.rundown.demo;

import org.jspecify.annotations.NullMarked;
