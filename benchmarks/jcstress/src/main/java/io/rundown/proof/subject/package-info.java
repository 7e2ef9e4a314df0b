/**
 * The pairs of operations that can race, each as a jcstress test. A number in a result is a {@link
 * io.rundown.proof.subject.Sight} where an actor looked at what the ref protects.
 */
@NullMarked
package io.rundown.proof.subject;

import org.jspecify.annotations.NullMarked;
