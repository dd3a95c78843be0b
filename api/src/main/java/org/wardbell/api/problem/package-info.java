/** Every error as RFC 9457 problem+json that names the field and the fix. */
@NullMarked
package org.wardbell.api.problem;

import org.jspecify.annotations.NullMarked;
