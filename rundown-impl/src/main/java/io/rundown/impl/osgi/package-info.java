/** The implementation as an OSGi bundle. The only part of this module that needs OSGi. */
@NullMarked
package io.rundown.impl.osgi;

import org.jspecify.annotations.NullMarked;
