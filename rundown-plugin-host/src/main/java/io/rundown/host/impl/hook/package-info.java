/** Where the framework calls the host: bundle and service hooks, and the service listener. */
@NullMarked
package io.rundown.host.impl.hook;

import org.jspecify.annotations.NullMarked;
