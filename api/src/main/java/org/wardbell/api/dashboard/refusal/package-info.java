/** Refusals in the words of the pages on which people read them. */
@NullMarked
package org.wardbell.api.dashboard.refusal;

import org.jspecify.annotations.NullMarked;
