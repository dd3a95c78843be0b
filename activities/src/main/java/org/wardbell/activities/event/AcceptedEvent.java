package org.wardbell.activities.event;

import java.time.Instant;
import java.util.UUID;

/** An event that is committed. A duplicate is the id and time of the first one with its key. */
public record AcceptedEvent(UUID id, String type, Instant acceptedAt, boolean duplicate) {}
