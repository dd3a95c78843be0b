package org.wardbell.api.dashboard.overview;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.query.AttemptFilter;
import org.wardbell.activities.delivery.query.AttemptListQuery;
import org.wardbell.activities.delivery.query.LoggedAttempt;
import org.wardbell.activities.delivery.query.StatusFilter;
import org.wardbell.activities.statistics.ExecutionTimes;
import org.wardbell.activities.statistics.Statistics;
import org.wardbell.activities.statistics.StatisticsQuery;
import org.wardbell.activities.statistics.Totals;
import org.wardbell.activities.webhook.WebhookNames;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.api.dashboard.frame.PagePaths;
import org.wardbell.api.dashboard.need.OpenTroubles;
import org.wardbell.api.dashboard.overview.OverviewPage.Percentile;
import org.wardbell.api.session.AccountCommands;

/** The overview, and the two parts of it that change while somebody looks. */
@Controller
class OverviewController {
  /** Rows of the live tail; tail.js keeps as many. More is the execution log's. */
  private static final int TAIL = 100;

  private static final int MICROS_PER_MILLI = 1_000;

  private final DSLContext database;
  private final StatisticsQuery statistics;
  private final AttemptListQuery attempts;
  private final OpenTroubles troubles;
  private final FirstStepsQuery firstSteps;
  private final AccountCommands account;

  OverviewController(
      DSLContext database,
      StatisticsQuery statistics,
      AttemptListQuery attempts,
      OpenTroubles troubles,
      FirstStepsQuery firstSteps,
      AccountCommands account) {
    this.account = account;
    this.database = database;
    this.statistics = statistics;
    this.attempts = attempts;
    this.troubles = troubles;
    this.firstSteps = firstSteps;
  }

  @GetMapping(PagePaths.OVERVIEW)
  @Needs(Role.READER)
  String show(
      @RequestParam(required = false) @Nullable String period,
      Caller caller,
      SignedIn signedIn,
      Model model) {
    model.addAttribute("page", page(Period.of(period), caller, signedIn));
    model.addAttribute("tail", tail(caller));
    model.addAttribute("steps", firstSteps.open(caller, signedIn).orElse(null));
    return "overview/overview";
  }

  /** Returns cards, chart, what needs somebody and the lamp, anew. */
  @GetMapping("/overview/figures")
  @Needs(Role.READER)
  String figures(
      @RequestParam(required = false) @Nullable String period,
      Caller caller,
      SignedIn signedIn,
      Model model) {
    model.addAttribute("page", page(Period.of(period), caller, signedIn));
    return "overview/refreshed";
  }

  /** Returns how far the first steps are, anew. */
  @GetMapping("/overview/steps")
  @Needs(Role.READER)
  String steps(Caller caller, Model model) {
    model.addAttribute("steps", firstSteps.of(caller).orElse(null));
    return "overview/steps";
  }

  /** Puts the first steps away, for this person. */
  @PostMapping("/overview/steps/away")
  @Needs(value = Role.READER, person = true)
  String stepsAway(SignedIn signedIn, HttpServletRequest request) {
    account.putStepsAway(signedIn, request);
    return "redirect:" + PagePaths.OVERVIEW;
  }

  /** Returns the lamp, and what it says about parts that are down, anew. */
  @GetMapping("/overview/lamp")
  @Needs(value = Role.READER, person = true)
  String lamp() {
    return "overview/lamp";
  }

  /** Posts the sample event of the second step. */
  @PostMapping("/overview/first-event")
  @Needs(Role.WRITER)
  String firstEvent(Caller caller) {
    firstSteps.post(caller);
    return "redirect:" + PagePaths.OVERVIEW;
  }

  /** Returns the newest requests, anew. */
  @GetMapping("/overview/tail")
  @Needs(Role.READER)
  String tail(Caller caller, Model model) {
    model.addAttribute("tail", tail(caller));
    return "overview/tail";
  }

  private OverviewPage page(Period period, Caller caller, SignedIn signedIn) {
    Instant now = Instant.now();
    Statistics figures =
        statistics.read(period.until(now, caller.clinicId()), statistics.zone(caller.clinicId()));
    return new OverviewPage(
        period,
        figures.countedAt(),
        cards(figures),
        StackedColumns.of(
            figures, period.step(), signedIn.person().properties().timeZone(), "/deliveries"),
        percentiles(figures.times()),
        troubles.of(caller.clinicId()));
  }

  private static List<Card> cards(Statistics figures) {
    Totals totals = figures.totals();
    Totals before = figures.before();
    List<Card> cards = new ArrayList<>();
    cards.add(
        new Card(
            "Active webhooks",
            Figures.count(figures.activeWebhooks()),
            "switched on now",
            Figures.count(figures.usedWebhooks()) + " sent something, on or off by now",
            null,
            ""));
    cards.add(
        new Card(
            "Success rate",
            Figures.share(totals.delivered(), totals.delivered() + totals.failed()),
            Figures.share(before.delivered(), before.delivered() + before.failed()) + " before",
            "deliveries, not attempts; tests left out",
            "/deliveries?ended_from=" + figures.from(),
            Card.spark(course(figures, Totals::delivered))));
    cards.add(
        Card.of(
            "Failed deliveries",
            totals.failed(),
            before.failed(),
            "given up, refused or gone",
            "/deliveries?status=%s&ended_from=%s&ended_to=%s"
                .formatted(StatusFilter.FAILED, figures.from(), figures.to()),
            course(figures, Totals::failed)));
    if (figures.eventsToday() != null) {
      long yesterday = figures.eventsYesterday() == null ? 0 : figures.eventsYesterday();
      cards.add(
          new Card(
              "Events today",
              Figures.count(figures.eventsToday()),
              Figures.count(yesterday) + " yesterday by this time",
              "since midnight in " + figures.zone().getId(),
              null,
              Card.spark(course(figures, Totals::events))));
    }
    return cards;
  }

  private static long[] course(Statistics figures, ToLongFunction<Totals> what) {
    return figures.series().stream().map(Statistics.Column::totals).mapToLong(what).toArray();
  }

  private static List<Percentile> percentiles(@Nullable ExecutionTimes times) {
    return times == null
        ? List.of()
        : List.of(
            new Percentile("p50", time(times.p50Micros())),
            new Percentile("p95", time(times.p95Micros())),
            new Percentile("p99", time(times.p99Micros())));
  }

  private static String time(long micros) {
    return Figures.duration(Duration.ofMillis(Math.round(micros / (double) MICROS_PER_MILLI)));
  }

  private List<TailRow> tail(Caller caller) {
    List<LoggedAttempt> newest =
        attempts
            .list(
                new AttemptFilter(
                    caller.clinicId(), null, null, null, null, null, null, null, null, null, null),
                TAIL)
            .attempts();
    Map<UUID, String> names =
        WebhookNames.of(
            database, newest.stream().map(LoggedAttempt::webhookId).collect(Collectors.toSet()));
    return newest.stream()
        .map(attempt -> TailRow.of(attempt, names.getOrDefault(attempt.webhookId(), "")))
        .toList();
  }
}
