/** The audit trail as a page, and the check of its chain. */
@NullMarked
package org.wardbell.api.dashboard.settings.audit;

import org.jspecify.annotations.NullMarked;
