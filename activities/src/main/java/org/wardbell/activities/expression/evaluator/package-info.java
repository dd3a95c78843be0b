/** The part that runs in the child process: expressions and schemas, within bounds. */
@NullMarked
package org.wardbell.activities.expression.evaluator;

import org.jspecify.annotations.NullMarked;
