/** What the operator wants to know of the installation itself. */
@NullMarked
package org.wardbell.api.system;

import org.jspecify.annotations.NullMarked;
