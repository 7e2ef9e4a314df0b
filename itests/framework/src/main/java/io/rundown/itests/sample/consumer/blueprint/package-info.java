/** Consumers wired by Blueprint. */
@NullMarked
package io.rundown.itests.sample.consumer.blueprint;

import org.jspecify.annotations.NullMarked;
