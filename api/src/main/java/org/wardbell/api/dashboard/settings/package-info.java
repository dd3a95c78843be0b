/** The settings: where their pages are, and what all of them share. */
@NullMarked
package org.wardbell.api.dashboard.settings;

import org.jspecify.annotations.NullMarked;
