/** The processes of a measurement: server, receiver, and how long all may take. */
@NullMarked
package org.wardbell.standalone.bench.environment;

import org.jspecify.annotations.NullMarked;
