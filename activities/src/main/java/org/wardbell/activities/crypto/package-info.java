/** Seals what must not be read from the database alone. */
@NullMarked
package org.wardbell.activities.crypto;

import org.jspecify.annotations.NullMarked;
