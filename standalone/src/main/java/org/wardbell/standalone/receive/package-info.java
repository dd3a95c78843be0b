/** The receiver that a developer starts to see what a webhook sends. */
@NullMarked
package org.wardbell.standalone.receive;

import org.jspecify.annotations.NullMarked;
