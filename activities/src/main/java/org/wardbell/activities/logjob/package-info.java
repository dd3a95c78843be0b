/** Jobs on the execution log: exports into files, removals, resends and cancellations. */
@NullMarked
package org.wardbell.activities.logjob;

import org.jspecify.annotations.NullMarked;
