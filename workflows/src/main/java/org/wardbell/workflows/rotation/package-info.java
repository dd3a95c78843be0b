/** The rotation of keys. */
@NullMarked
package org.wardbell.workflows.rotation;

import org.jspecify.annotations.NullMarked;
