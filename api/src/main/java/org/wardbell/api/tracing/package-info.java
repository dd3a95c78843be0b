/** The part of traces that a request is. */
@NullMarked
package org.wardbell.api.tracing;

import org.jspecify.annotations.NullMarked;
