/** The benchmark of what an event costs beside more and more stored ones. */
@NullMarked
package org.wardbell.standalone.bench.growth;

import org.jspecify.annotations.NullMarked;
