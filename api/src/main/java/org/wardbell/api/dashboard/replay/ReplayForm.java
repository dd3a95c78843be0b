package org.wardbell.api.dashboard.replay;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.delivery.DeliveriesPage.Option;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.delivery.ReplayEstimateView;
import org.wardbell.api.delivery.ReplayRequest;
import org.wardbell.api.problem.ProblemException;

/**
 * The form of a new replay, as it was typed.
 *
 * @param from in the person's zone, as a field for date and time has it
 * @param webhooks to choose from
 * @param estimate null before it was asked for
 */
public record ReplayForm(
    String webhook,
    String which,
    String from,
    String to,
    String perMinute,
    List<Option> webhooks,
    @Nullable ReplayEstimateView estimate,
    FormProblems problems) {
  public ReplayForm {
    webhooks = List.copyOf(webhooks);
  }

  /** Returns the form as it is first shown: what failed since yesterday. */
  static ReplayForm begin(String webhook, ZoneId zone, Instant now) {
    return new ReplayForm(
        webhook,
        "failed",
        now.atZone(zone).minusDays(1).truncatedTo(ChronoUnit.DAYS).toLocalDateTime().toString(),
        "",
        "",
        List.of(),
        null,
        FormProblems.NONE);
  }

  static ReplayForm sent(
      @Nullable String webhook,
      @Nullable String which,
      @Nullable String from,
      @Nullable String to,
      @Nullable String perMinute) {
    return new ReplayForm(
        text(webhook),
        text(which),
        text(from),
        text(to),
        text(perMinute),
        List.of(),
        null,
        FormProblems.NONE);
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }

  ReplayForm choosing(List<Option> options) {
    return new ReplayForm(which(options), which, from, to, perMinute, options, estimate, problems);
  }

  private String which(List<Option> options) {
    return options.stream().anyMatch(each -> each.value().equals(webhook)) ? webhook : "";
  }

  ReplayForm estimated(ReplayEstimateView view) {
    return new ReplayForm(webhook, which, from, to, perMinute, webhooks, view, problems);
  }

  ReplayForm refused(FormProblems why) {
    return new ReplayForm(webhook, which, from, to, perMinute, webhooks, null, why);
  }

  /** Returns the request that REST would get. */
  ReplayRequest request(ZoneId zone) {
    return new ReplayRequest(
        Addresses.typed(which),
        Addresses.moment(Addresses.typed(from), zone),
        Addresses.moment(Addresses.typed(to), zone),
        perMinute.isEmpty() ? null : (Integer) whole());
  }

  private int whole() {
    try {
      return Integer.parseInt(perMinute);
    } catch (NumberFormatException none) {
      throw ProblemException.invalid(
          "per_minute", "is not a whole number", "Leave it empty to go as fast as it goes.");
    }
  }
}
