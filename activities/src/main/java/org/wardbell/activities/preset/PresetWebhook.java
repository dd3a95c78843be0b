package org.wardbell.activities.preset;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.draft.AnswerRuleDraft;
import org.wardbell.activities.webhook.draft.AuthenticationDraft;
import org.wardbell.activities.webhook.draft.PayloadDraft;
import org.wardbell.activities.webhook.draft.ProtectionDraft;
import org.wardbell.activities.webhook.draft.WebhookDraft;
import org.wardbell.workflows.webhook.RetryPolicy;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The part of a webhook that presets set, under the names that the API has for it. */
record PresetWebhook(
    @Nullable List<@Nullable String> events,
    @Nullable String method,
    @Nullable String url,
    @Nullable String filter,
    @Nullable List<WebhookDraft.@Nullable Parameter> headers,
    @Nullable List<WebhookDraft.@Nullable Parameter> query,
    @Nullable String detail,
    @Nullable String contentType,
    @Nullable String body,
    @Nullable List<WebhookDraft.@Nullable Parameter> form,
    @Nullable AuthenticationDraft authentication,
    @Nullable RetryPolicy retry,
    @Nullable List<@Nullable AnswerRuleDraft> answers,
    ProtectionDraft.@Nullable RateDraft rate) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  static PresetWebhook read(ObjectNode filled) {
    return JSON.treeToValue(filled, PresetWebhook.class);
  }

  WebhookDraft draft(Preset preset, PresetOrder order) {
    return new WebhookDraft(
        Objects.requireNonNullElse(order.name(), preset.name()),
        url,
        method,
        order.events() == null ? events : order.events(),
        filter,
        headers,
        query,
        new PayloadDraft(null, detail, contentType, body, form, null),
        authentication,
        null,
        null,
        null,
        retry,
        answers,
        new ProtectionDraft(null, rate, null, null, null),
        order.enabled(),
        order.allowHttp());
  }
}
