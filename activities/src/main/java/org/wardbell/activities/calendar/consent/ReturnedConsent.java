package org.wardbell.activities.calendar.consent;

import java.util.UUID;

/**
 * A consent whose browser came back, once.
 *
 * @param requestedBy the actor who began it
 */
public record ReturnedConsent(UUID id, UUID clinicId, String requestedBy) {}
