/**
 * The implementation of run-down protection. Nothing in here is API.
 *
 * <p>{@link io.rundown.impl.SlotRundownRef} tells how it works and why it is right.
 *
 * <h2>Vocabulary</h2>
 *
 * <ul>
 *   <li><i>net</i> of a slot: how many uses are out that were acquired by the slot's owner.
 *   <li><i>cycle</i>: the life of a ref from its opening to its being run down or the run-down's being
 *       cancelled.
 *   <li>Fields named with a {@code VarHandle} are accessed in the mode that the access names; all other
 *       shared fields are {@code volatile}, that is, accesses to them have one total order.
 * </ul>
 */
@NullMarked
package io.rundown.impl;

import org.jspecify.annotations.NullMarked;
