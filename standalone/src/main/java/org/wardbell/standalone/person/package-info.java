/** The commands on the people of a running server. */
@NullMarked
package org.wardbell.standalone.person;

import org.jspecify.annotations.NullMarked;
