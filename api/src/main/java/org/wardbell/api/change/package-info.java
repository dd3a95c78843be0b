/** Changes of what others may change too: entity tags, conditions, and bodies that were read. */
@NullMarked
package org.wardbell.api.change;

import org.jspecify.annotations.NullMarked;
