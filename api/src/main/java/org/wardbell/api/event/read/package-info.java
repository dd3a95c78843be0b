/** Events as they are looked at: their list, each with where it went, and its data on request. */
@NullMarked
package org.wardbell.api.event.read;

import org.jspecify.annotations.NullMarked;
