/** Lists that are read page by page. */
@NullMarked
package org.wardbell.api.page;

import org.jspecify.annotations.NullMarked;
