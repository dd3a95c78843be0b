/** The health of this process. */
@NullMarked
package org.wardbell.api.health;

import org.jspecify.annotations.NullMarked;
