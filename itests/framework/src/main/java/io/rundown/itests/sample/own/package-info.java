/** An API that its provider exports itself. */
@NullMarked
@Version("1.0.0")
package io.rundown.itests.sample.own;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
