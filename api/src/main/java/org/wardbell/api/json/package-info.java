/** How requests are read and answers written: strict, snake_case, bounded. */
@NullMarked
package org.wardbell.api.json;

import org.jspecify.annotations.NullMarked;
