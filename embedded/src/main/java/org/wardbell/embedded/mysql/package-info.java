/** MySQL as a child process: its archive, libraries, data folder and server. */
@NullMarked
package org.wardbell.embedded.mysql;

import org.jspecify.annotations.NullMarked;
