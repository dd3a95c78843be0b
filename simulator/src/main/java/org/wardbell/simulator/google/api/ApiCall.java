package org.wardbell.simulator.google.api;

import java.time.Instant;

/**
 * One call that a client made.
 *
 * @param calendarId as in the path; empty where the method has none
 * @param eventId as in the path, or in the body of an insert; empty where there is none
 * @param query undecoded, also when it came in a form body; of an unknown method verb and target
 * @param body as text, after gzip was taken off
 * @param status the answer's status; 0 when the reply was lost on order
 */
public record ApiCall(
    long sequence,
    Instant at,
    ApiMethod method,
    String calendarId,
    String eventId,
    String query,
    String body,
    int status) {}
