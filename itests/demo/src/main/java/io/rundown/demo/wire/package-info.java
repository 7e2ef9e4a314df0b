/**
 * What the sample bundles and the JVM outside the framework say to each other. The system bundle
 * exports this package, so both sides load it from one place.
 */
@NullMarked
package io.rundown.demo.wire;

import org.jspecify.annotations.NullMarked;
