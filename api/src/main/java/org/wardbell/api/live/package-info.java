/** The stream of what happens, for those who watch, as server-sent events. */
@NullMarked
package org.wardbell.api.live;

import org.jspecify.annotations.NullMarked;
