package org.wardbell.api.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.ChangedFields;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.Protection;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Names the fields that a change touched, for the audit trail: names, never values. */
public final class WebhookChanges {
  private final ChangedFields fields = new ChangedFields();

  private WebhookChanges() {}

  /** Returns the names of the fields that differ. */
  public static List<String> between(WebhookSettings before, WebhookSettings after) {
    WebhookChanges changes = new WebhookChanges();
    changes.note("name", before.name(), after.name());
    changes.note("url", before.url(), after.url());
    changes.note("method", before.method(), after.method());
    changes.note("events", before.events(), after.events());
    changes.note("filter", before.filter(), after.filter());
    changes.note("headers", before.headers(), after.headers());
    changes.note("query", before.query(), after.query());
    changes.notePayload(before.payload(), after.payload());
    changes.note("authentication", before.authentication(), after.authentication());
    changes.note("tls", before.tls(), after.tls());
    changes.note("ed25519_signature", before.ed25519(), after.ed25519());
    changes.note("timeout_seconds", before.timeoutSeconds(), after.timeoutSeconds());
    changes.note("retry", before.retry(), after.retry());
    changes.note("answers", before.answers(), after.answers());
    changes.noteLimits(before.protection(), after.protection());
    changes.note("enabled", before.enabled(), after.enabled());
    changes.note("allow_http", before.allowHttp(), after.allowHttp());
    return changes.fields.names();
  }

  private void notePayload(Payload before, Payload after) {
    note("format", before.format(), after.format());
    note("detail", before.detail(), after.detail());
    note("content_type", before.contentType(), after.contentType());
    note("body", before.body(), after.body());
    note("form", before.form(), after.form());
    note("transform", before.transform(), after.transform());
  }

  private void noteLimits(Protection before, Protection after) {
    note("concurrency", before.concurrency(), after.concurrency());
    note("rate", before.rate(), after.rate());
    note("circuit_breaker", before.circuitBreaker(), after.circuitBreaker());
    note("auto_disable", before.autoDisable(), after.autoDisable());
    note("ordered", before.ordered(), after.ordered());
  }

  private void note(String field, @Nullable Object before, @Nullable Object after) {
    fields.compare(field, before, after);
  }
}
