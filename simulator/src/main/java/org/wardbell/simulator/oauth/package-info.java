/** Stands in for an authorization server (RFC 6749) and what it protects. */
@NullMarked
package org.wardbell.simulator.oauth;

import org.jspecify.annotations.NullMarked;
