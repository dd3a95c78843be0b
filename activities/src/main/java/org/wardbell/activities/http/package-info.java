/**
 * The sender of one request, once, with its report. It knows no delivery and no row. Knows no
 * delivery and no row.
 */
@NullMarked
package org.wardbell.activities.http;

import org.jspecify.annotations.NullMarked;
