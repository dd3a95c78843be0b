/** What holds for the whole house: who may know whom, and how tidy it is. */
@NullMarked
package org.wardbell.standalone.walls;

import org.jspecify.annotations.NullMarked;
