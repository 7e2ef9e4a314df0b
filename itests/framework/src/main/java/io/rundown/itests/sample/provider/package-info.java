/** What the sample providers have in common; each has a copy in its own bundle. */
@NullMarked
package io.rundown.itests.sample.provider;

import org.jspecify.annotations.NullMarked;
