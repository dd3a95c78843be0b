/** Everything on one machine: the command line and what it starts. */
@NullMarked
package org.wardbell.standalone;

import org.jspecify.annotations.NullMarked;
