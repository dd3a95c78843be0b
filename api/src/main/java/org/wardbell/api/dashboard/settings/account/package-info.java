/** A person's own account as a page. */
@NullMarked
package org.wardbell.api.dashboard.settings.account;

import org.jspecify.annotations.NullMarked;
