/** The rules for the whole house: its walls and its tidiness. */
@NullMarked
package org.wardbell.standalone.walls;

import org.jspecify.annotations.NullMarked;
