/** An API whose results come later. */
@NullMarked
@Version("1.0.0")
package io.rundown.itests.sample.later;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
