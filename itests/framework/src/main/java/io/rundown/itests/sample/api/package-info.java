/** The API between sample plugins and sample consumers. */
@NullMarked
@Version("1.0.0")
package io.rundown.itests.sample.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
