package org.wardbell.activities.delivery.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.http.AttemptTimings;
import org.wardbell.activities.http.ReceivedResponse;
import org.wardbell.workflows.delivery.AttemptOutcome;

/**
 * One attempt as it is shown.
 *
 * @param ordinal 1 for the first
 * @param webhookVersion the configuration it was sent with
 * @param finishedAt null while it is under way
 * @param nextAttemptAt when the next one was due after it, or null if it was the last
 * @param response the receiver's answer, or null if it was not requested or there is none
 */
public record KeptAttempt(
    int ordinal,
    int webhookVersion,
    String trigger,
    String lane,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable AttemptOutcome outcome,
    @Nullable String code,
    @Nullable Integer httpStatus,
    @Nullable String address,
    @Nullable AttemptTimings timings,
    @Nullable Instant nextAttemptAt,
    @Nullable ReceivedResponse response) {}
