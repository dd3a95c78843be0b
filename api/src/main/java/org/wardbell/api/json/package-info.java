/** The JSON of requests and answers: strict, snake_case, bounded. */
@NullMarked
package org.wardbell.api.json;

import org.jspecify.annotations.NullMarked;
