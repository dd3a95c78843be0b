/** The connections that clients open: how long they may take, and how many one address may have. */
@NullMarked
package org.wardbell.api.connection;

import org.jspecify.annotations.NullMarked;
