package org.wardbell.simulator.receiver;

/**
 * What the counting mode keeps of a request.
 *
 * @param webhookId the delivery's id; empty when the header was absent
 * @param eventId header {@code wardbell-event-id}; empty when absent
 * @param atMicros when the first byte arrived, in microseconds since 1970
 */
public record Arrival(String webhookId, String eventId, String path, long atMicros) {}
