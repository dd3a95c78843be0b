/** Who is calling, and what may they do: bearer keys, roles, clinics. */
@NullMarked
package org.wardbell.api.access;

import org.jspecify.annotations.NullMarked;
