/** The way from this installation to the outside. */
@NullMarked
package org.wardbell.activities.network;

import org.jspecify.annotations.NullMarked;
