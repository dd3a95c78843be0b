/** The form of failures in logs: what they are and where, but not what they say. */
@NullMarked
package org.wardbell.activities.log;

import org.jspecify.annotations.NullMarked;
