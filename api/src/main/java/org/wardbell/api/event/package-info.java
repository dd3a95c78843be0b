/** Events come in here, and can be looked at. */
@NullMarked
package org.wardbell.api.event;

import org.jspecify.annotations.NullMarked;
