/** The query parameters of requests: known ones only, each once and with a value. */
@NullMarked
package org.wardbell.api.parameter;

import org.jspecify.annotations.NullMarked;
