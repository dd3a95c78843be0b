/** Sends one request once and reports what came back. Knows no delivery and no row. */
@NullMarked
package org.wardbell.activities.http;

import org.jspecify.annotations.NullMarked;
