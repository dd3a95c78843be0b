/** Replays as pages: jobs that deliver old events of one webhook again. */
@NullMarked
package org.wardbell.api.dashboard.replay;

import org.jspecify.annotations.NullMarked;
