package org.wardbell.activities.erasure;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of a clinic's events.
 *
 * @param before the position before it
 * @param last the number of its last event, or null if there was none
 * @param looked events of the page
 * @param found those of the subject
 * @param unreadable events whose data do not open
 */
record EventPage(long before, @Nullable Long last, int looked, List<UUID> found, int unreadable) {}
