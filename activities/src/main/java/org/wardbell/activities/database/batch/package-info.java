/** Statements that every event needs, rendered once. */
@NullMarked
package org.wardbell.activities.database.batch;

import org.jspecify.annotations.NullMarked;
