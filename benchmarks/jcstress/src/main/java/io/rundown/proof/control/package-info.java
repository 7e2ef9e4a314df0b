/**
 * Deliberately broken variants of the implementation: each breaks one line on which the proof rests, and
 * jcstress has to catch it. A test that has caught nothing proves nothing.
 */
@NullMarked
package io.rundown.proof.control;

import org.jspecify.annotations.NullMarked;
