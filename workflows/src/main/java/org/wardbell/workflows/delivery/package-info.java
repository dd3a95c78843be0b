/** One event for one webhook: its states, outcomes, retry rules and activities. */
@NullMarked
package org.wardbell.workflows.delivery;

import org.jspecify.annotations.NullMarked;
