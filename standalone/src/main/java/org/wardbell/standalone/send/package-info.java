/** The command that posts one event from a terminal and follows its deliveries. */
@NullMarked
package org.wardbell.standalone.send;

import org.jspecify.annotations.NullMarked;
