/** The erasure of a subject. */
@NullMarked
package org.wardbell.workflows.erasure;

import org.jspecify.annotations.NullMarked;
