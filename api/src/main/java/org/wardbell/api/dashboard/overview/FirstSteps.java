package org.wardbell.api.dashboard.overview;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The three steps to a first delivery, and how far somebody has come.
 *
 * @param webhook the name of the newest webhook, or null if there is none yet
 * @param sample the type of the event that the second step posts, or null without a webhook
 * @param sent whether any event was ever posted
 * @param arrived the first delivery that arrived, or null
 */
public record FirstSteps(
    @Nullable String webhook, @Nullable String sample, boolean sent, @Nullable UUID arrived) {}
