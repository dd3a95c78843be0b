/** Changes since the last look, for people who watch: ids, counts and codes. */
@NullMarked
package org.wardbell.activities.live;

import org.jspecify.annotations.NullMarked;
