/**
 * The product as its users run it: processes, real servers, real HTTP, and everything that can
 * happen to them.
 */
@NullMarked
package org.wardbell.standalone.endtoend;

import org.jspecify.annotations.NullMarked;
