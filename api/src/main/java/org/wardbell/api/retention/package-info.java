/** How long records are kept, and what ended. */
@NullMarked
package org.wardbell.api.retention;

import org.jspecify.annotations.NullMarked;
