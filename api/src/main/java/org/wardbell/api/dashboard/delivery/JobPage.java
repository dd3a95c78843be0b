package org.wardbell.api.dashboard.delivery;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.logjob.KeptLogJob;
import org.wardbell.activities.logjob.LogJobKind;
import org.wardbell.activities.logjob.LogJobStatus;
import org.wardbell.activities.logjob.LogRecords;
import org.wardbell.activities.logjob.LogSelection;
import org.wardbell.api.dashboard.frame.Figures;

/**
 * The content of the page of a job on the log.
 *
 * @param goal what it will come to, or null if that is not known or no matter any more
 */
public record JobPage(KeptLogJob job, JobGoals.@Nullable Goal goal) {
  private static final int WHOLE = 100;

  private static final int KIBIBYTE = 1_024;

  /** Returns whether it writes a file. */
  public boolean isExport() {
    return job.kind() == LogJobKind.EXPORT;
  }

  /** Returns what it does, for a heading. */
  public String title() {
    return name() + " of " + job.records().word;
  }

  /** Returns what it is called. */
  public String name() {
    return switch (job.kind()) {
      case EXPORT -> "Export";
      case REMOVAL -> "Removal";
      case RESEND -> "Resend";
      case CANCEL -> "Cancellation";
    };
  }

  /** Returns the name of the button that ends it; what it did until then stays. */
  public String ending() {
    return isExport() ? "Cancel" : "Stop";
  }

  /** Returns the role that may end it. */
  public Role needed() {
    return job.kind() == LogJobKind.REMOVAL ? Role.ADMIN : Role.WRITER;
  }

  /** Returns whether it has not ended. */
  public boolean isRunning() {
    return job.status() == LogJobStatus.RUNNING;
  }

  /** Returns its own address. */
  public String address() {
    return address(job);
  }

  /** Returns the address of a job's page. */
  static String address(KeptLogJob job) {
    return DeliveriesFilter.PATH
        + switch (job.kind()) {
          case EXPORT -> "/exports/";
          case REMOVAL -> "/removals/";
          case RESEND -> "/resends/";
          case CANCEL -> "/cancellations/";
        }
        + job.id();
  }

  /** Returns the class of its state, in the style sheet. */
  public String style() {
    return switch (job.status()) {
      case RUNNING -> "waiting";
      case DONE -> "delivered";
      case CANCELLED -> "idle";
    };
  }

  /** Returns its state in a word. */
  public String word() {
    return switch (job.status()) {
      case RUNNING -> "Running";
      case DONE -> "Done";
      case CANCELLED -> "Cancelled";
    };
  }

  /** Returns how far it is, in words. */
  public String progress() {
    return switch (job.kind()) {
      case EXPORT -> counted("row", "rows");
      case REMOVAL -> counted("delivery", "deliveries") + " removed";
      case RESEND -> counted("delivery", "deliveries") + " sent again";
      case CANCEL -> counted("delivery", "deliveries") + " cancelled";
    };
  }

  /** Returns how many are done, of how many where that is known and still to come. */
  private String counted(String one, String many) {
    JobGoals.Goal ahead = ahead();
    return ahead == null
        ? Figures.counted(done(), one, many)
        : "%s of %s %s".formatted(Figures.count(done()), ahead.words(), many);
  }

  private long done() {
    return isExport() ? job.written() : job.deliveries();
  }

  /** Returns the goal, unless more was done already than was counted. */
  private JobGoals.@Nullable Goal ahead() {
    return goal == null || goal.count() < done() ? null : goal;
  }

  /** Returns how far it is in percent, or null where nobody knows; all of it only at the end. */
  public @Nullable Integer percent() {
    JobGoals.Goal ahead = ahead();
    return ahead == null || ahead.isMore()
        ? null
        : (Integer) (int) Math.min(WHOLE - 1, done() * WHOLE / Math.max(1, ahead.count()));
  }

  /** Returns what became of the rest, as sentences. */
  public List<String> rest() {
    List<String> rest = new ArrayList<>();
    switch (job.kind()) {
      case EXPORT -> {}
      case REMOVAL -> {
        rest.add(Figures.counted(job.attempts(), "request", "requests") + " went with them.");
        left(rest, job.kept(), "not ended, or made by a replay that has not");
      }
      case RESEND -> {
        left(rest, job.kept(), "not ended, so that it may still arrive by itself");
        left(rest, job.webhookOff(), "its webhook is disabled or deleted");
        left(rest, job.dataRemoved(), "its event's data were removed, so that nothing can be sent");
      }
      case CANCEL -> left(rest, job.kept(), "ended before, or cancelled already");
    }
    return rest;
  }

  private static void left(List<String> rest, long count, String why) {
    if (count > 0) {
      rest.add(
          "%s that matched %s as %s: %s."
              .formatted(
                  Figures.count(count),
                  count == 1 ? "stays" : "stay",
                  count == 1 ? "it is" : "they are",
                  why));
    }
  }

  /** Returns the size of its file in words. */
  public String size() {
    return job.bytes() < KIBIBYTE
        ? job.bytes() + " bytes"
        : Figures.count(job.bytes() / KIBIBYTE) + " KiB";
  }

  /**
   * Returns the address of the list with its filter, or null if the list shows others: it knows no
   * subject of a job, no single ones and no attempts.
   */
  public @Nullable String list() {
    LogSelection selection = job.selection();
    return job.records() == LogRecords.DELIVERIES
            && selection.ids().isEmpty()
            && selection.subjectFingerprint() == null
            && selection.deliveryId() == null
        ? filter(selection).address()
        : null;
  }

  /** Returns what it is about, in words. */
  public String about() {
    LogSelection selection = job.selection();
    if (!selection.ids().isEmpty()) {
      return Figures.count(selection.ids().size()) + " that were chosen";
    }
    if (selection.subjectFingerprint() != null) {
      return "those of one subject that match its filter";
    }
    return selection.deliveryId() == null
        ? "all that match this filter"
        : "those of one delivery that match its filter";
  }

  /**
   * A condition of its filter.
   *
   * @param at the moment that it names, or null
   * @param webhook the webhook that it names, or null
   */
  public record Condition(
      String name, String value, @Nullable Instant at, @Nullable UUID webhook) {}

  /** Returns the conditions of its filter; none of them may name a patient. */
  public List<Condition> conditions() {
    LogSelection selection = job.selection();
    return filter(selection).parameters().entrySet().stream()
        .map(
            each ->
                new Condition(
                    each.getKey().replace("_id", "").replace('_', ' '),
                    each.getValue(),
                    moment(each.getValue()),
                    each.getKey().equals("webhook_id") ? selection.webhookId() : null))
        .toList();
  }

  private static @Nullable Instant moment(String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException word) {
      return null;
    }
  }

  private static DeliveriesFilter filter(LogSelection selection) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("webhook_id", selection.webhookId());
    fields.put("event_id", selection.eventId());
    fields.put("event_type", selection.eventType());
    fields.put("status", selection.status());
    fields.put("outcome", selection.outcome());
    fields.put("code", selection.code());
    fields.put("trigger", selection.trigger());
    fields.put("from", selection.from());
    fields.put("to", selection.to());
    fields.put("ended_from", selection.endedFrom());
    fields.put("ended_to", selection.endedTo());
    Map<String, String> values = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (value != null) {
            values.put(name, value.toString());
          }
        });
    return DeliveriesFilter.of(values);
  }
}
