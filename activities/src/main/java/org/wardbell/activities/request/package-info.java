/** What is sent: URL, headers, body and signature of one attempt. No input or output. */
@NullMarked
package org.wardbell.activities.request;

import org.jspecify.annotations.NullMarked;
