/** Asks a worker to do something, and waits for it. */
@NullMarked
package org.wardbell.api.interactive;

import org.jspecify.annotations.NullMarked;
