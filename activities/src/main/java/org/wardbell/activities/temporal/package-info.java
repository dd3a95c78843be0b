/** How this house calls Temporal: with a deadline. */
@NullMarked
package org.wardbell.activities.temporal;

import org.jspecify.annotations.NullMarked;
