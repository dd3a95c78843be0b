/** A simulated authorization server (RFC 6749) and an endpoint that it protects. */
@NullMarked
package org.wardbell.simulator.oauth;

import org.jspecify.annotations.NullMarked;
