/** A Temporal whose clock skips, and hand-written activities that answer as a test says. */
@NullMarked
package org.wardbell.workflows.testing;

import org.jspecify.annotations.NullMarked;
