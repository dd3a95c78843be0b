package org.wardbell.activities.backup;

/**
 * A restore in figures.
 *
 * @param backup what was restored
 * @param openDeliveries deliveries that had not ended when the backup was made; they may have been
 *     sent since
 * @param undispatchedEvents events whose deliveries had not been made yet; those may have been sent
 *     since
 * @param pausedWebhooks webhooks that wait for a person
 */
public record RestoreSummary(
    BackupSummary backup, long openDeliveries, long undispatchedEvents, int pausedWebhooks) {}
