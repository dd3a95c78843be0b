/** Records that end: the sweep by age. */
@NullMarked
package org.wardbell.workflows.retention;

import org.jspecify.annotations.NullMarked;
