/** The sample event handler: a bundle with a component that takes its time for each event. */
@NullMarked
package io.rundown.demo.archive;

import org.jspecify.annotations.NullMarked;
