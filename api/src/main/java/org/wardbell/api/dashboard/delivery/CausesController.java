package org.wardbell.api.dashboard.delivery;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.query.DeliveryCausesQuery;
import org.wardbell.activities.delivery.query.DeliveryCausesQuery.Cause;
import org.wardbell.activities.delivery.query.DeliveryCausesQuery.Causes;
import org.wardbell.activities.webhook.WebhookNames;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.workflows.delivery.OutcomeAdvice;

/**
 * The causes of what matches a filter: deliveries of one webhook that failed alike, as one line.
 */
@Controller
class CausesController {
  private final DSLContext database;
  private final DeliveryCausesQuery causes;
  private final DeliveryQuestions questions;

  CausesController(DSLContext database, DeliveryCausesQuery causes, DeliveryQuestions questions) {
    this.database = database;
    this.causes = causes;
    this.questions = questions;
  }

  @GetMapping(DeliveriesFilter.PATH + "/causes")
  @Needs(Role.READER)
  String show(
      @RequestParam Map<String, String> sent, Caller caller, SignedIn signedIn, Model model) {
    DeliveriesFilter filter = DeliveriesFilter.of(sent);
    ZoneId zone = signedIn.person().properties().timeZone();
    Causes looked =
        causes.of(questions.of(filter, null, zone, caller).ofDeliveries(caller.clinicId(), null));
    List<Cause> found = looked.list();
    Map<UUID, String> names =
        WebhookNames.of(database, found.stream().map(Cause::webhook).collect(Collectors.toSet()));
    model.addAttribute(
        "page",
        new CausesPage(
            filter,
            found.stream()
                .map(
                    cause ->
                        row(
                            cause,
                            names.getOrDefault(cause.webhook(), DeliveryWords.REMOVED_WEBHOOK),
                            filter))
                .toList(),
            looked.since()));
    return "delivery/causes";
  }

  private static CausesPage.Row row(Cause cause, String webhook, DeliveriesFilter filter) {
    String code = cause.code() == null ? "" : cause.code();
    DeliveriesFilter only =
        filter
            .with("webhook_id", cause.webhook().toString())
            .with("outcome", cause.outcome().name())
            .with("from", cause.since().toString());
    return new CausesPage.Row(
        AttemptWords.of(cause.outcome()),
        code,
        code.isEmpty() ? "" : OutcomeAdvice.ofDelivery(code, null),
        webhook,
        Figures.count(cause.deliveries()),
        cause.newest(),
        code.isEmpty() ? null : only.with("code", code).address());
  }
}
