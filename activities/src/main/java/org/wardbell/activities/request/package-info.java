/** The content of one attempt: URL, headers, body and signature. No input or output. */
@NullMarked
package org.wardbell.activities.request;

import org.jspecify.annotations.NullMarked;
