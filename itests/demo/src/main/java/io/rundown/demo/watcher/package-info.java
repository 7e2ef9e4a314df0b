/** The sample drain listener: a bundle with a component that passes on what the plugin host reports. */
@NullMarked
package io.rundown.demo.watcher;

import org.jspecify.annotations.NullMarked;
