package org.wardbell.api.dashboard.delivery;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.delivery.query.DeliveryFilter;
import org.wardbell.api.access.Caller;
import org.wardbell.api.dashboard.delivery.DeliveryMatches.Found;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.api.delivery.ListedDeliveries;

/** The making of questions about what is selected: whom an act is about, and what it will do. */
@Component
final class SelectionQuestions {
  private final DSLContext database;
  private final ListedDeliveries lists;
  private final DeliveryMatches matches;
  private final DeliveryQuestions questions;

  SelectionQuestions(
      DSLContext database,
      ListedDeliveries lists,
      DeliveryMatches matches,
      DeliveryQuestions questions) {
    this.database = database;
    this.lists = lists;
    this.matches = matches;
    this.questions = questions;
  }

  /** Returns a question about some deliveries; those that the caller does not see are left out. */
  SelectionPage ofSome(SelectionAct act, DeliveriesFilter filter, List<UUID> ids, Caller caller) {
    DeliveryFilter seen = new DeliveryFilter(caller.clinicId(), null, null, null, null);
    Found found = new Found(lists.among(ids, seen), true);
    return page(act, filter, found, null);
  }

  /**
   * Returns a question about all that match.
   *
   * @param until the moment of an earlier question about the same ones, or null for now
   */
  SelectionPage ofAll(
      SelectionAct act,
      DeliveriesFilter filter,
      @Nullable String until,
      ZoneId zone,
      Caller caller) {
    String end = until == null ? DatabaseClock.read(database).toString() : until;
    Found found =
        matches.find(
            questions
                .of(bounded(filter, end, zone), null, zone, caller)
                .ofDeliveries(caller.clinicId(), null),
            caller);
    return page(act, filter, found, end);
  }

  /** Returns the filter without what was made after somebody was asked. */
  static DeliveriesFilter bounded(DeliveriesFilter filter, String until, ZoneId zone) {
    String to = Addresses.moment(filter.value("to"), zone);
    return to == null || isLater(to, until) ? filter.with("to", until) : filter;
  }

  /** Returns whether a moment is later; what is none is refused where it is read. */
  private static boolean isLater(String moment, String other) {
    try {
      return OffsetDateTime.parse(moment).isAfter(OffsetDateTime.parse(other));
    } catch (DateTimeParseException refusedLater) {
      return false;
    }
  }

  /** Returns the question about what was found. */
  static SelectionPage page(
      SelectionAct act, DeliveriesFilter filter, Found found, @Nullable String until) {
    List<UUID> able = found.ids(act::fits);
    // A file or a removal counts what its filter finds; only some of what is removed may go.
    boolean byAble = act == SelectionAct.RESEND || act == SelectionAct.CANCEL;
    List<UUID> meant = byAble ? able : found.ids(_ -> true);
    boolean isMore = until != null && !found.isAll();
    return new SelectionPage(
        act,
        filter,
        until == null ? meant : List.of(),
        until,
        isMore ? found.words() : Found.words(meant.size()),
        effect(act, found, until != null),
        // What was counted is not all, so that a job may find more.
        able.isEmpty() && !isMore ? nothing(act) : null,
        act.ends() && (isMore || meant.size() > SelectionPage.TYPED_ABOVE),
        null);
  }

  private static String nothing(SelectionAct act) {
    return "There is nothing to " + act.word() + ".";
  }

  private static List<String> effect(SelectionAct act, Found found, boolean isJob) {
    List<String> effect = new ArrayList<>();
    long left = found.deliveries().stream().filter(each -> !act.fits(each)).count();
    switch (act) {
      case RESEND -> {
        effect.add(
            "Each is delivered once more, as a new delivery with an id of its own, by the webhook as it is now, after live traffic.");
        stays(effect, left, "not ended");
        if (isJob) {
          effect.add(
              "It is done in the background, the newest first. Its page shows how far it is, and stops it.");
        }
      }
      case CANCEL -> {
        effect.add("Nothing more is sent for them. A request under way keeps its outcome.");
        stays(effect, left, "ended");
        if (isJob) {
          effect.add(
              "It is done in the background, the newest first. Its page shows how far it is, and stops it.");
        }
      }
      case EXPORT ->
          effect.add(
              "A file is written in the background, the newest first. It can be fetched for 24 hours. Payloads and answers are in no file.");
      case DELETE -> {
        effect.add(
            "Those that have ended are removed for good, with their requests and answers. Events stay, and statistics keep their figures.");
        stays(effect, left, "not ended");
      }
    }
    return effect;
  }

  private static void stays(List<String> effect, long left, String why) {
    if (left > 0) {
      effect.add(
          "%s of those that were counted %s %s, and %s."
              .formatted(
                  Figures.count(left),
                  left == 1 ? "has" : "have",
                  why,
                  left == 1 ? "stays as it is" : "stay as they are"));
    }
  }
}
