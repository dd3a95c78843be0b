/** What Wardbell runs: the workers, and the relay that starts whatever should be alive. */
@NullMarked
package org.wardbell.worker;

import org.jspecify.annotations.NullMarked;
