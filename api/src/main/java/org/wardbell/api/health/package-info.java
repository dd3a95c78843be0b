/** Whether this process can do its work. */
@NullMarked
package org.wardbell.api.health;

import org.jspecify.annotations.NullMarked;
