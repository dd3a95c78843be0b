/** Troubles that somebody has to see to, for the overview and the dot of every page's icon. */
@NullMarked
package org.wardbell.api.dashboard.need;

import org.jspecify.annotations.NullMarked;
