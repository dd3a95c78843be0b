package org.wardbell.api.kivicare;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.query.DeliveryQuery;
import org.wardbell.activities.delivery.query.KeptAttempt;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.delivery.query.NumberedLogFilter;
import org.wardbell.activities.delivery.query.NumberedLogPage;
import org.wardbell.activities.delivery.query.NumberedLogQuery;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.delivery.ExportFiles;
import org.wardbell.api.kivicare.Envelopes.PageNumber;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.delivery.DeliveryStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** KiviCare's routes for the log: one record for each delivery, with its last attempt. */
@RestController
@RequestMapping("/wp-json/kivicare/v1/webhook-logs")
@Hidden
class KiviCareLogsController {
  private final DSLContext database;
  private final NumberedLogQuery logs;
  private final DeliveryQuery deliveries;
  private final EventQuery events;
  private final LogRecords records;
  private final LogDates dates;
  private final KiviCareWebhooks webhooks;
  private final RequestedClinic clinics;
  private final AuditStore audit;
  private final ExportFiles files;
  private final Envelopes envelopes;
  private final JsonMapper json;

  KiviCareLogsController(
      DSLContext database,
      NumberedLogQuery logs,
      DeliveryQuery deliveries,
      EventQuery events,
      LogRecords records,
      LogDates dates,
      KiviCareWebhooks webhooks,
      RequestedClinic clinics,
      AuditStore audit,
      ExportFiles files,
      Envelopes envelopes,
      JsonMapper json) {
    this.database = database;
    this.logs = logs;
    this.deliveries = deliveries;
    this.events = events;
    this.records = records;
    this.dates = dates;
    this.webhooks = webhooks;
    this.clinics = clinics;
    this.audit = audit;
    this.files = files;
    this.envelopes = envelopes;
    this.json = json;
  }

  @GetMapping
  @Needs(Role.READER)
  ObjectNode list(
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(name = "per_page", required = false) @Nullable Integer perPage,
      @RequestParam(name = "webhook_id", required = false) @Nullable Long webhook,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(name = "date_from", required = false) @Nullable String from,
      @RequestParam(name = "date_to", required = false) @Nullable String to,
      @RequestParam(name = "clinic_id", required = false) @Nullable String clinic,
      Caller caller) {
    PageNumber asked = PageNumber.of(page, perPage);
    NumberedLogPage found =
        logs.page(filter(webhook, status, from, to, clinic, caller), asked.offset(), asked.size());
    return envelopes.page("Webhook logs", records.of(found.rows()), found.total(), asked);
  }

  private NumberedLogFilter filter(
      @Nullable Long webhook,
      @Nullable String status,
      @Nullable String from,
      @Nullable String to,
      @Nullable String clinic,
      Caller caller) {
    UUID of = clinics.ofParameter(caller, clinic);
    Instant start = dates.start(of, "date_from", from);
    Instant end = dates.end(of, "date_to", to);
    LogDates.requirePeriod("date_from", start, "date_to", end);
    return new NumberedLogFilter(
        of,
        webhook == null ? null : webhooks.visible(webhook, caller).webhook().id(),
        LogStatus.named(status),
        start,
        end);
  }

  @GetMapping("/{id}")
  @Needs(Role.READER)
  ObjectNode read(@PathVariable long id, Caller caller) {
    NumberedLogPage.Row row = logs.row(id).orElseThrow(() -> ProblemException.notFound("delivery"));
    caller.requireSees(row.clinicId(), "delivery");
    KeptDelivery delivery =
        deliveries.find(row.id()).orElseThrow(() -> ProblemException.notFound("delivery"));
    audit(delivery.clinicId(), caller, "delivery.response_read", "delivery/" + delivery.id());
    audit(delivery.clinicId(), caller, "event.data_read", "event/" + delivery.eventId());
    ObjectNode record = records.of(List.of(row)).getFirst();
    record.putObject("response").put("body", answer(delivery));
    record.set("payload", payload(delivery));
    return envelopes.answer("Webhook log", record);
  }

  private void audit(UUID clinic, Caller caller, String action, String target) {
    audit.append(database, AuditEntry.of(clinic, caller.origin(), action, target));
  }

  private @Nullable String answer(KeptDelivery delivery) {
    String body = null;
    for (KeptAttempt attempt : deliveries.attempts(delivery, true)) {
      body = attempt.response() == null ? body : attempt.response().text();
    }
    return body;
  }

  private JsonNode payload(KeptDelivery delivery) {
    return events
        .find(delivery.eventId())
        .flatMap(events::data)
        .map(json::readTree)
        .orElse(json.nullNode());
  }

  @GetMapping("/stats")
  @Needs(Role.READER)
  ObjectNode statistics(
      @RequestParam(name = "date_from", required = false) @Nullable String from,
      @RequestParam(name = "date_to", required = false) @Nullable String to,
      @RequestParam(name = "clinic_id", required = false) @Nullable String clinic,
      Caller caller) {
    NumberedLogPage log = logs.page(filter(null, null, from, to, clinic, caller), 0, 0);
    return envelopes.answer("Statistics", counts(log.counts(), envelopes.object()));
  }

  /**
   * Adds the total, a count for each status, and the rate of success, in percent, among those that
   * ended and that nobody cancelled.
   */
  static ObjectNode counts(Map<DeliveryStatus, ? extends Number> counts, ObjectNode into) {
    Map<LogStatus, Long> by = new EnumMap<>(LogStatus.class);
    counts.forEach((status, count) -> by.merge(LogStatus.of(status), count.longValue(), Long::sum));
    into.put("total", by.values().stream().mapToLong(Long::longValue).sum());
    for (LogStatus status : LogStatus.values()) {
      into.put(status.word(), by.getOrDefault(status, 0L));
    }
    long success = by.getOrDefault(LogStatus.SUCCESS, 0L);
    long ended = success + by.getOrDefault(LogStatus.FAILED, 0L);
    double rate = ended == 0 ? 0 : 100.0 * success / ended;
    return into.put("success_rate", Math.round(rate * 10) / 10.0);
  }

  @GetMapping("/export")
  @Needs(Role.READER)
  void export(
      @RequestParam(name = "webhook_id", required = false) @Nullable Long webhook,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(name = "date_from", required = false) @Nullable String from,
      @RequestParam(name = "date_to", required = false) @Nullable String to,
      @RequestParam(name = "clinic_id", required = false) @Nullable String clinic,
      Caller caller,
      HttpServletResponse response)
      throws IOException {
    NumberedLogFilter filter = filter(webhook, status, from, to, clinic, caller);
    AuditEntry entry =
        AuditEntry.of(filter.clinic(), caller.origin(), "delivery.exported", "delivery/*")
            .with(Map.of("format", LogExport.KIND.format().name(), "subject", false));
    files.send(caller, entry, LogExport.KIND, response, new LogExport(logs, records, filter));
  }
}
