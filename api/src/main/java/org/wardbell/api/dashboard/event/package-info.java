/** Events as pages: their list, each with where it went, and the catalogue of their types. */
@NullMarked
package org.wardbell.api.dashboard.event;

import org.jspecify.annotations.NullMarked;
