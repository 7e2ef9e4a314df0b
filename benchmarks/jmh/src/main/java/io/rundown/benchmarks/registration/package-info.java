/** What registrations and starts cost with the host. */
@NullMarked
package io.rundown.benchmarks.registration;

import org.jspecify.annotations.NullMarked;
