package org.wardbell.api.webhook.history;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.webhook.SettingChange;

/** Something that was done to a webhook, as it is shown. */
@Schema(name = "WebhookAct")
record WebhookActView(
    Instant at,
    @Schema(description = "Who did it.", example = "key/01940000-0000-7000-8000-000000000001")
        String actor,
    @Schema(description = "The key's or person's name then.") @Nullable String actorName,
    @Schema(description = "What was done, in the audit trail's word.", example = "webhook.changed")
        String action,
    @Schema(description = "The version that it made, if it made one.") @Nullable Integer version,
    @Schema(description = "Names of the settings that it touched.") List<String> fields,
    @Schema(
            description =
                "Their values before and after. Absent if none are kept: they end with the clinic's"
                    + " deliveries, and 200 changes of a webhook are kept.")
        @Nullable List<Change> changes) {

  /** A setting that was changed. */
  @Schema(name = "SettingChange")
  record Change(
      @Schema(
              description =
                  "The setting; of a header, parameter or form field with its own name behind it.",
              example = "headers.X-Team")
          String field,
      @Schema(description = "Before; absent if it had no value, or where it is hidden.")
          @Nullable String from,
      @Schema(description = "After; absent if it has no value, or where it is hidden.")
          @Nullable String to,
      @Schema(
              description =
                  "Whether it only says that it changed: it holds or may hold a credential, or only"
                      + " administrators see its values (headers, query, form, body, filter,"
                      + " transform). Of a URL the server is told.")
          boolean hidden) {
    static Change of(SettingChange change) {
      return new Change(change.field(), change.from(), change.to(), change.hidden());
    }
  }

  static WebhookActView of(WebhookHistories.Act act) {
    AuditEntry entry = act.entry().entry();
    List<SettingChange> changes = act.changes();
    return new WebhookActView(
        act.entry().at(),
        entry.origin().actor(),
        entry.origin().name(),
        entry.action(),
        act.version(),
        entry.detail().get("fields") instanceof Collection<?> fields
            ? fields.stream().map(String::valueOf).toList()
            : List.of(),
        changes == null ? null : changes.stream().map(Change::of).toList());
  }
}
