/** Put into the bundles of sample plugins, and exported by nobody. */
@NullMarked
package io.rundown.host.impl.own;

import org.jspecify.annotations.NullMarked;
