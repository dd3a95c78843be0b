/** The run of a load: events in over HTTP, deliveries out to a receiver, and what they cost. */
@NullMarked
package org.wardbell.standalone.bench.deliver;

import org.jspecify.annotations.NullMarked;
