/** Requests to erase a subject. */
@NullMarked
package org.wardbell.api.erasure;

import org.jspecify.annotations.NullMarked;
