/** A stateful stand-in for Google Calendar v3, its OAuth token endpoint and its push sender. */
@NullMarked
package org.wardbell.simulator.google;

import org.jspecify.annotations.NullMarked;
