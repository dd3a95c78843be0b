/** The rotation of data keys and of the master key, as durable jobs. */
@NullMarked
package org.wardbell.activities.rotation;

import org.jspecify.annotations.NullMarked;
