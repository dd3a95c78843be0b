/** The brakes on requests: what one address, or one key, may ask in a while. */
@NullMarked
package org.wardbell.api.brake;

import org.jspecify.annotations.NullMarked;
