package org.wardbell.standalone.storm.invariant;

import java.util.UUID;

/**
 * An event that was posted under an idempotency key.
 *
 * @param dispatched whether its webhooks were looked for
 */
public record EventRow(UUID id, UUID clinic, String type, boolean dispatched) {}
