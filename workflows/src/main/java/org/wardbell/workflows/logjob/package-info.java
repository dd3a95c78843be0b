/** Jobs on the execution log. */
@NullMarked
package org.wardbell.workflows.logjob;

import org.jspecify.annotations.NullMarked;
