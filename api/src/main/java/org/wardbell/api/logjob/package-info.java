/** Requests for jobs on the execution log: exports, removals, resends and cancellations. */
@NullMarked
package org.wardbell.api.logjob;

import org.jspecify.annotations.NullMarked;
