/** Requests to rotate keys. */
@NullMarked
package org.wardbell.api.rotation;

import org.jspecify.annotations.NullMarked;
