/**
 * Backups: a consistent copy of the database in one sealed file, and the way back into an empty
 * database.
 */
@NullMarked
package org.wardbell.activities.backup;

import org.jspecify.annotations.NullMarked;
