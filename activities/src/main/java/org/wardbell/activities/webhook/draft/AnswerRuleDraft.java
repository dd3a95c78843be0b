package org.wardbell.activities.webhook.draft;

import org.jspecify.annotations.Nullable;

/** An {@link org.wardbell.workflows.webhook.AnswerRule} as a person sent it. */
public record AnswerRuleDraft(
    @Nullable Integer status,
    @Nullable String contains,
    @Nullable String meaning,
    @Nullable String name,
    @Nullable String advice) {}
