/** The servers that storms play on, and a client of them. */
@NullMarked
package org.wardbell.standalone.storm.stage;

import org.jspecify.annotations.NullMarked;
