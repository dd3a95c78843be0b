/** Everything on one machine: the command line and the servers that it starts. */
@NullMarked
package org.wardbell.standalone;

import org.jspecify.annotations.NullMarked;
