/** Tests of storms, and of workers that are killed at the worst moments. */
@NullMarked
package org.wardbell.standalone.storm;

import org.jspecify.annotations.NullMarked;
