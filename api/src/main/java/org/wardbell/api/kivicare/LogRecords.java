package org.wardbell.api.kivicare;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.delivery.query.NumberedLogPage;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.webhook.WebhookNumbers;
import org.wardbell.activities.webhook.WebhookNumbers.Numbered;
import org.wardbell.workflows.delivery.OutcomeAdvice;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Deliveries as KiviCare's log shows them: without what was sent and answered. */
@Component
final class LogRecords {
  private final DSLContext database;
  private final ClinicCatalogues catalogues;
  private final JsonMapper json;

  LogRecords(DSLContext database, ClinicCatalogues catalogues, JsonMapper json) {
    this.database = database;
    this.catalogues = catalogues;
    this.json = json;
  }

  /** Returns the records of a page. */
  List<ObjectNode> of(List<NumberedLogPage.Row> rows) {
    Map<UUID, Numbered> webhooks =
        WebhookNumbers.of(
            database, rows.stream().map(NumberedLogPage.Row::webhookId).distinct().toList());
    return rows.stream().map(row -> record(row, webhooks)).toList();
  }

  private ObjectNode record(NumberedLogPage.Row row, Map<UUID, Numbered> webhooks) {
    Numbered webhook = webhooks.get(row.webhookId());
    ObjectNode record = json.createObjectNode();
    record.put("id", row.number());
    record.put("webhook_id", webhook == null ? null : webhook.number());
    record.put("webhook_name", webhook == null ? null : webhook.name());
    record.put("event_type", catalogues.of(row.clinicId()).eventName(row.eventType()));
    record.put("status", LogStatus.of(row.status()).word());
    record.put("created_at", row.createdAt().toString());
    record.put("execution_time", row.millis());
    record.put("response_code", row.httpStatus());
    record.put("error_message", error(row));
    return record;
  }

  private static @Nullable String error(NumberedLogPage.Row row) {
    String code = row.lastCode();
    return code == null || LogStatus.of(row.status()) == LogStatus.SUCCESS
        ? null
        : OutcomeAdvice.of(code, null);
  }
}
