package org.wardbell.api.kivicare;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.statistics.StatisticsFilter;
import org.wardbell.activities.statistics.StatisticsQuery;
import org.wardbell.activities.statistics.Totals;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.workflows.event.CatalogueModule;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.EventType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** KiviCare's routes for what its pages show around the list: the events, and the cards. */
@RestController
@RequestMapping("/wp-json/kivicare/v1/webhooks")
@Hidden
class KiviCareCatalogueController {
  /** A row for each day, webhook, type and code is read. */
  private static final Duration LONGEST = Duration.ofDays(StatisticsFilter.MAXIMUM_COLUMNS);

  private final ClinicCatalogues catalogues;
  private final KiviCareWebhooks webhooks;
  private final StatisticsQuery statistics;
  private final LogDates dates;
  private final RequestedClinic clinics;
  private final Envelopes envelopes;

  KiviCareCatalogueController(
      ClinicCatalogues catalogues,
      KiviCareWebhooks webhooks,
      StatisticsQuery statistics,
      LogDates dates,
      RequestedClinic clinics,
      Envelopes envelopes) {
    this.catalogues = catalogues;
    this.webhooks = webhooks;
    this.statistics = statistics;
    this.dates = dates;
    this.clinics = clinics;
    this.envelopes = envelopes;
  }

  @GetMapping({"/events", "/table-config"})
  @Needs(Role.READER)
  ObjectNode catalogue(
      @RequestParam(name = "clinic_id", required = false) @Nullable String clinic, Caller caller) {
    EventCatalogue catalogue = catalogues.of(clinics.ofParameter(caller, clinic));
    ObjectNode data = envelopes.object();
    ArrayNode modules = data.putArray("modules");
    for (CatalogueModule module : catalogue.modules()) {
      ArrayNode listed =
          modules
              .addObject()
              .put("value", module.name())
              .put("label", module.label())
              .putArray("events");
      for (EventType type : catalogue.types()) {
        if (type.module().equals(module.name())) {
          ObjectNode variables =
              listed
                  .addObject()
                  .put("value", type.eventName())
                  .put("label", type.label())
                  .putObject("dynamic_variables");
          add(type.variables(), variables.putArray("header"));
          add(type.variables(), variables.putArray("body"));
          add(type.variables(), variables.putArray("query_params"));
        }
      }
    }
    add(catalogue.commonVariables(), data.putArray("common_variables"));
    return envelopes.answer("Events", data);
  }

  private static void add(Iterable<String> names, ArrayNode into) {
    names.forEach(into::add);
  }

  @GetMapping("/statistics")
  @Needs(Role.READER)
  ObjectNode statistics(
      @RequestParam(name = "start_date", required = false) @Nullable String from,
      @RequestParam(name = "end_date", required = false) @Nullable String to,
      @RequestParam(name = "clinic_id", required = false) @Nullable String clinic,
      Caller caller) {
    UUID of = clinics.ofParameter(caller, clinic);
    Instant today = dates.today(of);
    Instant tomorrow = dates.tomorrow(of);
    Instant end = dates.end(of, "end_date", to);
    Instant until = end == null || end.isAfter(tomorrow) ? tomorrow : end;
    Instant earliest = until.minus(LONGEST);
    Instant start = dates.start(of, "start_date", from);
    LogDates.requirePeriod("start_date", start, "end_date", end);
    Totals totals =
        statistics.days(of, start == null || start.isBefore(earliest) ? earliest : start, until);
    ObjectNode counts = KiviCareLogsController.counts(totals.deliveries(), envelopes.object());
    ObjectNode cards = envelopes.object();
    cards.put("active_webhooks", webhooks.of(of).stream().filter(StoredWebhook::enabled).count());
    cards.set("success_rate", counts.path("success_rate"));
    cards.set("failed_deliveries", counts.path(LogStatus.FAILED.word()));
    cards.put("events_today", statistics.days(of, today, tomorrow).events());
    return envelopes.answer("Statistics", cards);
  }
}
