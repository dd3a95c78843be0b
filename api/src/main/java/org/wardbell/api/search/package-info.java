/** One box that finds what an id, a key or a subject belongs to. */
@NullMarked
package org.wardbell.api.search;

import org.jspecify.annotations.NullMarked;
