package org.wardbell.activities.live;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One for whom a stream is open.
 *
 * @param id of the API key or the person
 * @param session in which a person is signed in; null with a key
 * @param clinic whose changes are seen, or null for those of all
 */
public record LiveCaller(UUID id, @Nullable String session, @Nullable UUID clinic) {}
