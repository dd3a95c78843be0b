/** The quick way from a changed line to its tests; {@link TestCommand} is where it begins. */
@NullMarked
package org.wardbell.build;

import org.jspecify.annotations.NullMarked;
