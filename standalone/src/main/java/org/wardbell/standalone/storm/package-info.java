/** Storms: both sides change at once, everything fails, and in the end both sides must agree. */
@NullMarked
package org.wardbell.standalone.storm;

import org.jspecify.annotations.NullMarked;
