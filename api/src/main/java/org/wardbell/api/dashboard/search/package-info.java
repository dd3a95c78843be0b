/** The search box of the top bar as a page. */
@NullMarked
package org.wardbell.api.dashboard.search;

import org.jspecify.annotations.NullMarked;
