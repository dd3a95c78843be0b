/** Reads certificates and keys that people paste (RFC 7468). */
@NullMarked
package org.wardbell.activities.pem;

import org.jspecify.annotations.NullMarked;
