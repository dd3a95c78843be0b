/**
 * The benchmark: starts the server and a receiver as processes, loads them over HTTP, and measures.
 */
@NullMarked
package org.wardbell.standalone.bench;

import org.jspecify.annotations.NullMarked;
