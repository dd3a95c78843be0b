/** JSONata expressions that people write, evaluated within bounds. */
@NullMarked
package org.wardbell.activities.expression;

import org.jspecify.annotations.NullMarked;
