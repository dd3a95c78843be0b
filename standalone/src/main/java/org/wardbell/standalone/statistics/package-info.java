/** Commands about the statistics of a running server. */
@NullMarked
package org.wardbell.standalone.statistics;

import org.jspecify.annotations.NullMarked;
