/**
 * Requirements of the servers that run as child processes, MySQL and Temporal; each has a package
 * below.
 */
@NullMarked
package org.wardbell.embedded;

import org.jspecify.annotations.NullMarked;
