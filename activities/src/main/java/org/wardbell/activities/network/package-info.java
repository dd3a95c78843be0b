/** How this installation reaches the outside. */
@NullMarked
package org.wardbell.activities.network;

import org.jspecify.annotations.NullMarked;
