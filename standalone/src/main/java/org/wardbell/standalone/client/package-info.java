/** What commands on a running server share: its options, and requests to its API. */
@NullMarked
package org.wardbell.standalone.client;

import org.jspecify.annotations.NullMarked;
