package org.wardbell.api.dashboard.delivery;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.query.StatusFilter;
import org.wardbell.activities.webhook.WebhookNames;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.dashboard.frame.DistinctNames;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.api.dashboard.frame.NamedView;
import org.wardbell.api.delivery.ListedDeliveries;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The list of deliveries. */
@Controller
class DeliveryListController {
  /** Rows on a page, unless the address has a limit. */
  private static final int ROWS = 50;

  private static final String LIMIT = "limit";

  /** What else the address of the list may have. */
  private static final Set<String> OTHERS =
      Set.of(LIMIT, "cursor", "done", "count", "failed", Addresses.LEFT_OUT, Addresses.LEFT_BEHIND);

  private final DSLContext database;
  private final ListedDeliveries lists;
  private final DeliveryQuestions questions;
  private final DeliveryRows rows;

  DeliveryListController(
      DSLContext database, ListedDeliveries lists, DeliveryQuestions questions, DeliveryRows rows) {
    this.database = database;
    this.lists = lists;
    this.questions = questions;
    this.rows = rows;
  }

  @GetMapping(DeliveriesFilter.PATH)
  @Needs(Role.READER)
  String show(
      @RequestParam Map<String, String> sent, Caller caller, SignedIn signedIn, Model model) {
    requireKnown(sent);
    DeliveriesFilter filter = DeliveriesFilter.of(sent);
    ZoneId zone = signedIn.person().properties().timeZone();
    String cursor = Addresses.typed(sent.get("cursor"));
    ListedDeliveries.Listing listing =
        lists.list(
            questions.of(filter, null, zone, caller).ofDeliveries(caller.clinicId(), null),
            rowsOf(sent),
            cursor,
            caller);
    String next = listing.next();
    model.addAttribute(
        "page",
        new DeliveriesPage(
            filter,
            views(filter),
            webhooks(filter, caller),
            statuses(filter),
            rows.of(listing.deliveries()),
            notice(sent),
            place(sent),
            next == null ? null : address(filter, sent, next),
            cursor == null ? null : address(filter, sent, null)));
    return "delivery/deliveries";
  }

  /** A filter that the list does not know would show all of them as if they matched. */
  private static void requireKnown(Map<String, String> sent) {
    FieldChecks checks = new FieldChecks();
    sent.keySet().stream()
        .filter(name -> !DeliveriesFilter.NAMES.contains(name) && !OTHERS.contains(name))
        .forEach(name -> checks.add(name, "is no filter of this list", "Leave it out."));
    checks.orThrow();
  }

  private static int rowsOf(Map<String, String> sent) {
    String limit = Addresses.typed(sent.get(LIMIT));
    FieldChecks checks = new FieldChecks();
    if (limit != null && !limit.matches("\\d{1,3}")) {
      checks.add(LIMIT, "is no number of rows", "Use a number up to 200.");
    }
    checks.orThrow();
    return limit == null ? ROWS : Integer.parseInt(limit);
  }

  private static Map<String, String> place(Map<String, String> sent) {
    Map<String, String> place = new LinkedHashMap<>();
    DeliveriesPage.PLACE.forEach(
        name -> Addresses.put(place, name, Addresses.typed(sent.get(name))));
    return place;
  }

  private static String address(
      DeliveriesFilter filter, Map<String, String> sent, @Nullable String cursor) {
    Map<String, String> parameters = filter.parameters();
    Addresses.put(parameters, LIMIT, Addresses.typed(sent.get(LIMIT)));
    Addresses.put(parameters, "cursor", cursor);
    return Addresses.of(DeliveriesFilter.PATH, parameters);
  }

  /** Returns what was done with many deliveries, as the address tells it; null for nothing. */
  private static @Nullable String notice(Map<String, String> sent) {
    if (DeliveriesPage.NOTHING_CHOSEN.equals(sent.get("done"))) {
      return "Nothing was chosen. Choose deliveries, or all that match.";
    }
    int done = count(sent.get("count"));
    int failed = count(sent.get("failed"));
    String what =
        switch (sent.getOrDefault("done", "")) {
          case "resend" -> done == 1 ? " is sent again." : " are sent again.";
          case "cancel" -> done == 1 ? " is cancelled." : " are cancelled.";
          default -> null;
        };
    if (what == null) {
      return null;
    }
    String told = DeliveryMatches.Found.words(done) + what;
    return failed == 0
        ? told
        : told
            + " %s could not be: a webhook is off or deleted, the data are kept no more, or it was done meanwhile."
                .formatted(Figures.count(failed));
  }

  private static int count(@Nullable String text) {
    return text != null && text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
  }

  private static List<NamedView> views(DeliveriesFilter filter) {
    List<NamedView> views = new ArrayList<>();
    views.add(new NamedView("All", DeliveriesFilter.PATH, filter.isAny()));
    view(views, "Waiting for a webhook", DeliveryStatus.PARKED, filter);
    view(views, "Trying again", DeliveryStatus.PENDING, filter);
    view(views, "Failed", StatusFilter.FAILED, filter);
    view(views, "Given up", DeliveryStatus.EXHAUSTED, filter);
    view(views, "Refused", DeliveryStatus.REFUSED, filter);
    view(views, "Cancelled", DeliveryStatus.CANCELLED, filter);
    return views;
  }

  private static void view(
      List<NamedView> views, String name, DeliveryStatus status, DeliveriesFilter filter) {
    view(views, name, StatusFilter.of(status), filter);
  }

  private static void view(
      List<NamedView> views, String name, StatusFilter status, DeliveriesFilter filter) {
    DeliveriesFilter only = DeliveriesFilter.ofStatus(status.toString());
    views.add(new NamedView(name, only.address(), only.equals(filter)));
  }

  private List<DeliveriesPage.Option> webhooks(DeliveriesFilter filter, Caller caller) {
    return DistinctNames.of(
            WebhookNames.existing(database, caller.clinicId(), WebhookStore.MAXIMUM_PER_CLINIC))
        .entrySet()
        .stream()
        .map(
            webhook ->
                new DeliveriesPage.Option(
                    webhook.getKey().toString(),
                    webhook.getValue(),
                    webhook.getKey().toString().equals(filter.value("webhook_id"))))
        .toList();
  }

  /** Each status, those that failed, and what the address asks for: the form keeps it. */
  private static List<DeliveriesPage.Option> statuses(DeliveriesFilter filter) {
    Map<String, String> statuses = new LinkedHashMap<>();
    for (DeliveryStatus status : DeliveryStatus.values()) {
      statuses.put(status.name(), DeliveryWords.name(status));
    }
    statuses.put(StatusFilter.FAILED.toString(), words(StatusFilter.FAILED));
    String asked = filter.value("status");
    if (asked != null) {
      statuses.putIfAbsent(asked, words(StatusFilter.of(asked)));
    }
    return statuses.entrySet().stream()
        .map(
            status ->
                new DeliveriesPage.Option(
                    status.getKey(), status.getValue(), status.getKey().equals(asked)))
        .toList();
  }

  private static String words(StatusFilter statuses) {
    return statuses.any().stream().map(DeliveryWords::name).collect(Collectors.joining(" or "));
  }
}
