/**
 * The implementation of run-down protection. Nothing in here is API.
 *
 * <p>{@link io.rundown.impl.SlotRundownRef} tells how it works and why it is right.
 *
 * <h2>Vocabulary</h2>
 *
 * <ul>
 *   <li><i>use</i>: one call that is inside, or one of what a guard counts.
 *   <li><i>idle</i>, of a slot: no use is out that its owner acquired.
 *   <li><i>epoch</i>: the life of a ref from one opening to the next. <i>Cycle</i>: the part of it that ends when
 *       the ref is run down or the run-down is cancelled, for those who wait for that.
 *   <li>Fields named with a {@code VarHandle} are accessed in the mode that the access names; all other
 *       shared fields are {@code volatile}, that is, accesses to them have one total order.
 * </ul>
 */
@NullMarked
package io.rundown.impl;

import org.jspecify.annotations.NullMarked;
