/** The sample consumer: a bundle with a component that publishes events. */
@NullMarked
package io.rundown.demo.publisher;

import org.jspecify.annotations.NullMarked;
