/** The state of the installation as a page. */
@NullMarked
package org.wardbell.api.dashboard.settings.system;

import org.jspecify.annotations.NullMarked;
