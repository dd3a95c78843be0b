package org.wardbell.standalone.storm.invariant;

import java.util.Set;
import java.util.UUID;

/**
 * A webhook of a storm.
 *
 * @param path where its receiver listens
 * @param types the types of events that it asked for
 * @param steady whether nobody switched it off or changed what it asks for, from the first event on
 */
public record WebhookFacts(UUID id, UUID clinic, String path, Set<String> types, boolean steady) {}
