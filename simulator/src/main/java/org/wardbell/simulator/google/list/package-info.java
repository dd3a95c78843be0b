/** Lists of events as Google gives them: full and incremental, filtered, in frozen pages. */
@NullMarked
package org.wardbell.simulator.google.list;

import org.jspecify.annotations.NullMarked;
