/** Encryption of values that must not be readable from the database alone. */
@NullMarked
package org.wardbell.activities.crypto;

import org.jspecify.annotations.NullMarked;
