/** The database: migrations, connection pool, generated code and how ids and times are stored. */
@NullMarked
package org.wardbell.activities.database;

import org.jspecify.annotations.NullMarked;
