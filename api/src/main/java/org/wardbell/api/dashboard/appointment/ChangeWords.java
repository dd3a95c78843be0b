package org.wardbell.api.dashboard.appointment;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.AppointmentChanges;
import org.wardbell.api.dashboard.delivery.DeliveriesPage;
import org.wardbell.workflows.appointment.TimeSlot;
import tools.jackson.databind.json.JsonMapper;

/**
 * A change in an appointment's history, as somebody would tell it.
 *
 * @param who made it
 * @param told the deliveries that its events made, the first one first
 */
public record ChangeWords(Instant at, String who, String sentence, List<DeliveriesPage.Row> told) {
  public ChangeWords {
    told = List.copyOf(told);
  }

  /** The kind of a change that the calendar made, and that was put back. */
  static final String REVERTED = "reverted";

  private static final String GOOGLE = "google";
  private static final JsonMapper JSON = new JsonMapper();

  /** Returns the words for a change. */
  static ChangeWords of(AppointmentChanges.Change change, ClinicTimes times) {
    Map<String, String> detail = detail(change);
    boolean inGoogle = change.source().equals(GOOGLE);
    return new ChangeWords(
        change.at(), who(change), sentence(change.kind(), inGoogle, detail, times), List.of());
  }

  /**
   * Returns changes with what they made known: a delivery belongs to the newest change before it.
   *
   * @param changes newest first
   */
  static List<ChangeWords> withTold(
      List<ChangeWords> changes, List<DeliveriesPage.Row> deliveries) {
    List<List<DeliveriesPage.Row>> told = new ArrayList<>();
    changes.forEach(_ -> told.add(new ArrayList<>()));
    for (DeliveriesPage.Row delivery : deliveries) {
      int newest = 0;
      while (newest < changes.size() - 1 && changes.get(newest).at().isAfter(delivery.at())) {
        newest++;
      }
      if (!changes.isEmpty()) {
        told.get(newest).addFirst(delivery);
      }
    }
    List<ChangeWords> whole = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      ChangeWords change = changes.get(i);
      whole.add(new ChangeWords(change.at(), change.who(), change.sentence(), told.get(i)));
    }
    return whole;
  }

  /** Returns what became of the attempt to tell somebody, as a verb. */
  public static String told(DeliveriesPage.Row delivery) {
    return switch (delivery.words().style()) {
      case "delivered" -> "told";
      case "waiting" -> "is telling";
      default -> "did not tell";
    };
  }

  /** Returns the details of a change, by their names. */
  static Map<String, String> detail(AppointmentChanges.Change change) {
    Map<String, String> detail = new LinkedHashMap<>();
    JSON.readTree(change.detail())
        .properties()
        .forEach(entry -> detail.put(entry.getKey(), entry.getValue().asString("")));
    return detail;
  }

  private static String who(AppointmentChanges.Change change) {
    return switch (change.source()) {
      case GOOGLE -> change.kind().equals("rsvp") ? "The patient, in Google" : "Google Calendar";
      case "user" -> "A person here";
      case "api" -> "The clinic’s system";
      default -> "Wardbell";
    };
  }

  private static String sentence(
      String kind, boolean inGoogle, Map<String, String> detail, ClinicTimes times) {
    TimeSlot before = slot(detail, "from_start", "from_end");
    TimeSlot after = slot(detail, "start", "end");
    return switch (kind) {
      case "booked" -> "Booked" + (after == null ? "" : " for " + times.slot(after)) + ".";
      case "updated" ->
          before == null || after == null || before.equals(after)
              ? "Changed: patient, services, description or doctor."
              : (inGoogle ? "Moved in Google by the doctor, from " : "Moved from ")
                  + times.slot(before)
                  + " to "
                  + times.slot(after)
                  + ".";
      case "cancelled" ->
          inGoogle ? "Cancelled: the doctor deleted the event in Google." : "Cancelled.";
      case "status" -> status(inGoogle, detail);
      case "deleted" -> "Deleted.";
      case "rsvp" ->
          "Answered the invitation: "
              + detail.getOrDefault("rsvp", "").toLowerCase(Locale.ROOT).replace('_', ' ')
              + ".";
      case "meeting_link" -> "The address of the video meeting changed.";
      case REVERTED -> reverted(detail, times);
      case "refused" ->
          "Google refuses to show it as it is (" + detail.getOrDefault("code", "") + ").";
      case "erased" -> "What was known of the patient was erased.";
      case "reminded" -> "A reminder was sent.";
      case "started" -> "It began; that was told.";
      case "missed" -> "Something that was due could not be told in time, so it was not told.";
      default -> kind;
    };
  }

  private static String status(boolean inGoogle, Map<String, String> detail) {
    String status = detail.get("status");
    String former =
        StatusWords.word(
            detail.getOrDefault("from_status", detail.getOrDefault("previous_status", "")));
    if (status != null) {
      return former + " → " + StatusWords.word(status) + ".";
    }
    if (!inGoogle) {
      return "Its time was over, so its status changed by itself. Before: " + former + ".";
    }
    return former.equals("Cancelled") || former.equals("Incomplete")
        ? "Booked again: the doctor took the event out of Google’s bin."
        : "Incomplete: the doctor deleted the event in Google. Before: " + former + ".";
  }

  private static String reverted(Map<String, String> detail, ClinicTimes times) {
    TimeSlot wanted = slot(detail, "requested_start", "requested_end");
    TimeSlot kept = slot(detail, "previous_start", "previous_end");
    return (wanted == null
            ? "The doctor changed the event in Google"
            : "The doctor moved it in Google to " + times.slot(wanted))
        + (kept == null ? "; it was put back: " : "; it was put back to " + times.slot(kept) + ": ")
        + why(detail.getOrDefault("reason", ""))
        + ".";
  }

  /** Returns why the clinic's time won. */
  static String why(String reason) {
    return switch (reason) {
      case "SLOT_TAKEN" -> "the doctor is not free then";
      case "CHANGED_HERE" -> "it was changed here at the same time, and the clinic’s word counts";
      case "NOT_A_SLOT" -> "no appointment can last like that";
      default -> reason;
    };
  }

  /** Returns the slot that two details tell, or null. */
  static @Nullable TimeSlot slot(Map<String, String> detail, String start, String end) {
    try {
      String from = detail.get(start);
      String to = detail.get(end);
      return from == null || to == null
          ? null
          : new TimeSlot(Instant.parse(from), Instant.parse(to));
    } catch (DateTimeParseException unreadable) {
      return null;
    }
  }
}
