/** Help on pages: signatures, codes, keys. */
@NullMarked
package org.wardbell.api.dashboard.help;

import org.jspecify.annotations.NullMarked;
