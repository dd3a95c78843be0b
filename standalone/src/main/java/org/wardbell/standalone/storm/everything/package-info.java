/** The storm of everything at once, and the command. */
@NullMarked
package org.wardbell.standalone.storm.everything;

import org.jspecify.annotations.NullMarked;
