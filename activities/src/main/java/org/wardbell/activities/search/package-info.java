/** Finding what belongs to an id, a key or a subject: exact look-ups, each by its index. */
@NullMarked
package org.wardbell.activities.search;

import org.jspecify.annotations.NullMarked;
