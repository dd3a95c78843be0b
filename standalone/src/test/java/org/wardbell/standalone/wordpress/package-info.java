/** The WordPress plugin, on a real WordPress. */
@NullMarked
package org.wardbell.standalone.wordpress;

import org.jspecify.annotations.NullMarked;
