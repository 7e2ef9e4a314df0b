/** A DS provider of prototype scope. */
@NullMarked
package io.rundown.itests.sample.provider.prototype;

import org.jspecify.annotations.NullMarked;
