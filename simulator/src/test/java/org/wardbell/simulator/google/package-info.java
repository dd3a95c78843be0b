/** The stand-in, seen by Google's own Java client over HTTP. */
@NullMarked
package org.wardbell.simulator.google;

import org.jspecify.annotations.NullMarked;
