/**
 * The running part of Wardbell: the workers, and the relay that starts the workflows which should
 * be alive.
 */
@NullMarked
package org.wardbell.worker;

import org.jspecify.annotations.NullMarked;
