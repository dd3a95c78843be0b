/** The facts about the installation itself, for its operator. */
@NullMarked
package org.wardbell.api.system;

import org.jspecify.annotations.NullMarked;
