/** Tests of ports in front of a server. */
@NullMarked
package org.wardbell.simulator.gate;

import org.jspecify.annotations.NullMarked;
