/** The commands {@code wardbell backup} and {@code wardbell restore}. */
@NullMarked
package org.wardbell.standalone.backup;

import org.jspecify.annotations.NullMarked;
