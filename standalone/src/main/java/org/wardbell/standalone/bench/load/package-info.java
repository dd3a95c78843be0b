/** The load generator: events over HTTP, at fixed times or as fast as they are answered. */
@NullMarked
package org.wardbell.standalone.bench.load;

import org.jspecify.annotations.NullMarked;
