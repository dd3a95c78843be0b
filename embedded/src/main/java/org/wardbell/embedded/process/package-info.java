/** Child processes, their folders, ports and logs. */
@NullMarked
package org.wardbell.embedded.process;

import org.jspecify.annotations.NullMarked;
