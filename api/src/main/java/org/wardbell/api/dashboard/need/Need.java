package org.wardbell.api.dashboard.need;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trouble that somebody has to see to.
 *
 * @param style the class of its outcome
 * @param name of what it is about, as a person typed it
 * @param sentence what is the matter
 * @param at when it goes on by itself, or null
 * @param address where to see to it
 * @param clinic whose it is, or null for all of them
 */
public record Need(
    String style,
    String name,
    String sentence,
    @Nullable Instant at,
    String address,
    @Nullable UUID clinic) {}
