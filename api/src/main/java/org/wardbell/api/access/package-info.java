/** The callers and their permissions: bearer keys, roles, clinics. */
@NullMarked
package org.wardbell.api.access;

import org.jspecify.annotations.NullMarked;
