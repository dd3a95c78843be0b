/** The headers and query parameters of requests: none is ignored that a client counts on. */
@NullMarked
package org.wardbell.api.parameter;

import org.jspecify.annotations.NullMarked;
