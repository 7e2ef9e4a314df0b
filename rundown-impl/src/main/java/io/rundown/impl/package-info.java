/** The implementation of run-down protection. Nothing in here is API. */
@NullMarked
package io.rundown.impl;

import org.jspecify.annotations.NullMarked;
