/** Jobs on the execution log: exports into files, and removals. */
@NullMarked
package org.wardbell.activities.logjob;

import org.jspecify.annotations.NullMarked;
