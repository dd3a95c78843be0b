/** The execution log as files: their rows and their forms. */
@NullMarked
package org.wardbell.activities.export;

import org.jspecify.annotations.NullMarked;
