/** Faults of servers and of the connections between them: when each comes, and its end. */
@NullMarked
package org.wardbell.standalone.storm.fault;

import org.jspecify.annotations.NullMarked;
