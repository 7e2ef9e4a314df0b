/** Service proxies: classes that bundles can see, and calls that enter a gate before they run. */
@NullMarked
package io.rundown.host.impl.proxy;

import org.jspecify.annotations.NullMarked;
