/** Calls to Temporal, each with a deadline. */
@NullMarked
package org.wardbell.activities.temporal;

import org.jspecify.annotations.NullMarked;
