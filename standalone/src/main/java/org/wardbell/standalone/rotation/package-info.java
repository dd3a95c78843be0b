/** The command that rotates keys of a running server. */
@NullMarked
package org.wardbell.standalone.rotation;

import org.jspecify.annotations.NullMarked;
