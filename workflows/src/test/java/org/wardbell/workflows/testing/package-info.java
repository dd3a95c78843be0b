/** A Temporal whose clock skips, and hand-written activities that do what a test says. */
@NullMarked
package org.wardbell.workflows.testing;

import org.jspecify.annotations.NullMarked;
