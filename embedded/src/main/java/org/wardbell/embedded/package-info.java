/** MySQL and Temporal as child processes of this JVM, for one machine and for tests. */
@NullMarked
package org.wardbell.embedded;

import org.jspecify.annotations.NullMarked;
