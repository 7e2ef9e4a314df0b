/** How tests and sample bundles meet: tests direct what happens inside a call and read what happened. */
@NullMarked
@Version("1.0.0")
package io.rundown.itests.sample.stage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
