/** The first start: a clinic and an administrator's key exist before the first request. */
@NullMarked
package org.wardbell.api.start;

import org.jspecify.annotations.NullMarked;
