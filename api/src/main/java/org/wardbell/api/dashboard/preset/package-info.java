/** The first page of a new webhook, and the form of each preset. */
@NullMarked
package org.wardbell.api.dashboard.preset;

import org.jspecify.annotations.NullMarked;
