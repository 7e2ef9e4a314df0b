/** Consumers wired by Declarative Services. */
@NullMarked
package io.rundown.itests.sample.consumer;

import org.jspecify.annotations.NullMarked;
