/** Calls to Temporal: every start and signal, with a deadline; heartbeats. */
@NullMarked
package org.wardbell.activities.temporal;

import org.jspecify.annotations.NullMarked;
