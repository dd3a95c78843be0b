/** The client of commands on a running server: their options, and requests to its API. */
@NullMarked
package org.wardbell.standalone.client;

import org.jspecify.annotations.NullMarked;
