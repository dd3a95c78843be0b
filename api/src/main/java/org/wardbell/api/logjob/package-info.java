/** Requests for jobs on the execution log: exports and removals. */
@NullMarked
package org.wardbell.api.logjob;

import org.jspecify.annotations.NullMarked;
