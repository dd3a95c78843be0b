/** Ports in front of a server, as a slow or broken network or a proxy with TLS would be. */
@NullMarked
package org.wardbell.simulator.gate;

import org.jspecify.annotations.NullMarked;
