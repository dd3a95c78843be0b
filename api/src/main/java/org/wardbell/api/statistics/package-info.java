/** Statistics as they are shown. */
@NullMarked
package org.wardbell.api.statistics;

import org.jspecify.annotations.NullMarked;
