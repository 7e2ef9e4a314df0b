/** Consumers wired by Declarative Services and Blueprint. */
@NullMarked
package io.rundown.itests.sample.consumer;

import org.jspecify.annotations.NullMarked;
