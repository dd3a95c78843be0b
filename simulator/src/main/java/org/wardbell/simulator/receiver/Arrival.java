package org.wardbell.simulator.receiver;

/**
 * The counting mode's record of a request.
 *
 * @param webhookId the delivery's id; empty when the header was absent
 * @param eventId header {@code wardbell-event-id}; empty when absent
 * @param atMicros the arrival of the first byte, in microseconds since 1970
 */
public record Arrival(String webhookId, String eventId, String path, long atMicros) {}
