/** A minimal HTTP/1.1 server on loopback whose bytes a test can hold, cut and drip. */
@NullMarked
package org.wardbell.simulator.http;

import org.jspecify.annotations.NullMarked;
