/** Temporal as a child process: where its program comes from, and its server. */
@NullMarked
package org.wardbell.embedded.temporal;

import org.jspecify.annotations.NullMarked;
