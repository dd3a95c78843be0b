/** The pages on which webhooks are tested: one with an event of one's own, or all of a clinic. */
@NullMarked
package org.wardbell.api.dashboard.trial;

import org.jspecify.annotations.NullMarked;
