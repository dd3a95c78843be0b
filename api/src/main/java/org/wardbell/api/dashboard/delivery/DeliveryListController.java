package org.wardbell.api.dashboard.delivery;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.query.DeliveryFilter;
import org.wardbell.activities.delivery.query.DeliveryListQuery;
import org.wardbell.activities.delivery.query.DeliverySlice;
import org.wardbell.activities.webhook.WebhookNames;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.dashboard.frame.NamedView;
import org.wardbell.api.delivery.LogFilter;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The list of deliveries. */
@Controller
class DeliveryListController {
  private static final int ROWS = 50;

  private final DSLContext database;
  private final DeliveryListQuery lists;
  private final DeliveryRows rows;
  private final Cursors cursors;

  DeliveryListController(
      DSLContext database, DeliveryListQuery lists, DeliveryRows rows, Cursors cursors) {
    this.database = database;
    this.lists = lists;
    this.rows = rows;
    this.cursors = cursors;
  }

  @GetMapping(DeliveriesFilter.PATH)
  @Needs(Role.READER)
  String show(
      @RequestParam(name = "webhook_id", required = false) @Nullable String webhook,
      @RequestParam(name = "event_id", required = false) @Nullable String event,
      @RequestParam(name = "event_type", required = false) @Nullable String eventType,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String outcome,
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String trigger,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller,
      SignedIn signedIn,
      Model model) {
    DeliveriesFilter filter =
        new DeliveriesFilter(webhook, event, eventType, status, outcome, code, trigger, from, to)
            .cleaned();
    ZoneId zone = signedIn.person().properties().timeZone();
    PageRequest page = cursors.request(ROWS, cursor, caller, "deliveries");
    DeliverySlice slice = lists.list(question(filter, zone, page, caller), page.limit());
    String next = page.next(slice.next());
    model.addAttribute(
        "page",
        new DeliveriesPage(
            filter,
            views(filter),
            webhooks(filter, caller),
            statuses(filter),
            rows.of(slice.deliveries()),
            next == null ? null : filter.address(next),
            cursor == null ? null : filter.address()));
    return "delivery/deliveries";
  }

  private static DeliveryFilter question(
      DeliveriesFilter filter, ZoneId zone, PageRequest page, Caller caller) {
    FieldChecks checks = new FieldChecks();
    UUID webhook = checks.optionalId("webhook_id", filter.webhookId());
    UUID event = checks.optionalId("event_id", filter.eventId());
    LogFilter words =
        LogFilter.of(
            checks,
            filter.eventType(),
            filter.code(),
            filter.trigger(),
            LogFilter.OF_DELIVERIES,
            Addresses.moment(filter.from(), zone),
            Addresses.moment(filter.to(), zone));
    DeliveryStatus status =
        checks.optionalConstant("status", filter.status(), DeliveryStatus.class);
    AttemptOutcome outcome =
        checks.optionalConstant("outcome", filter.outcome(), AttemptOutcome.class);
    checks.orThrow();
    return new DeliveryFilter(
        caller.clinicId(),
        webhook,
        event,
        null,
        status,
        words.eventType(),
        outcome,
        words.code(),
        words.trigger(),
        words.from(),
        words.to(),
        page.afterNumber());
  }

  private static List<NamedView> views(DeliveriesFilter filter) {
    List<NamedView> views = new ArrayList<>();
    views.add(new NamedView("All", DeliveriesFilter.PATH, filter.isAny()));
    view(views, "Waiting for a webhook", DeliveryStatus.PARKED, filter);
    view(views, "Trying again", DeliveryStatus.PENDING, filter);
    view(views, "Given up", DeliveryStatus.EXHAUSTED, filter);
    view(views, "Refused", DeliveryStatus.REFUSED, filter);
    view(views, "Cancelled", DeliveryStatus.CANCELLED, filter);
    return views;
  }

  private static void view(
      List<NamedView> views, String name, DeliveryStatus status, DeliveriesFilter filter) {
    DeliveriesFilter only = DeliveriesFilter.ofStatus(status.name());
    views.add(new NamedView(name, only.address(), only.equals(filter)));
  }

  private List<DeliveriesPage.Option> webhooks(DeliveriesFilter filter, Caller caller) {
    return WebhookNames.existing(database, caller.clinicId(), WebhookStore.MAXIMUM_PER_CLINIC)
        .entrySet()
        .stream()
        .map(
            webhook ->
                new DeliveriesPage.Option(
                    webhook.getKey().toString(),
                    webhook.getValue(),
                    webhook.getKey().toString().equals(filter.webhookId())))
        .toList();
  }

  private static List<DeliveriesPage.Option> statuses(DeliveriesFilter filter) {
    return Arrays.stream(DeliveryStatus.values())
        .map(
            status ->
                new DeliveriesPage.Option(
                    status.name(),
                    DeliveryWords.name(status),
                    status.name().equals(filter.status())))
        .toList();
  }
}
