package org.wardbell.api.dashboard.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The content of a delivery's page.
 *
 * @param sentence what happened and what happens next
 * @param nextAttemptAt when the next request is due, or null
 * @param forecast the tries after the next one, as its webhook's schedule has them today
 * @param hasCommands whether requests may be shown as commands: the webhook is not another's
 * @param command the request of one attempt, if somebody asked for it
 * @param workflow the address of its workflow in Temporal's UI, or null if that is not known
 */
public record DeliveryPage(
    UUID id,
    UUID eventId,
    String eventType,
    UUID webhookId,
    String webhook,
    DeliveryWords words,
    String sentence,
    Instant createdAt,
    @Nullable Instant finishedAt,
    @Nullable Instant nextAttemptAt,
    List<Instant> forecast,
    List<Attempt> attempts,
    @Nullable UUID original,
    boolean canResend,
    boolean canCancel,
    boolean cancelRequested,
    boolean showsAnswers,
    boolean hasCommands,
    @Nullable Command command,
    @Nullable String workflow) {
  public DeliveryPage {
    forecast = List.copyOf(forecast);
    attempts = List.copyOf(attempts);
  }

  /**
   * A request as a command for curl.
   *
   * @param attempt whose it is
   * @param variables of the shell, to be set before
   */
  public record Command(int attempt, String text, List<String> variables) {
    public Command {
      variables = List.copyOf(variables);
    }

    /** Hides the event's data. */
    @Override
    public String toString() {
      return "Command[" + attempt + ", " + variables + "]";
    }
  }

  /**
   * An attempt.
   *
   * @param advice what its code means and what to do, or empty
   * @param parts of its time; empty if nothing was timed
   * @param answer what the receiver said, or null if it is not asked for or there is none
   */
  public record Attempt(
      int number,
      Instant startedAt,
      AttemptWords words,
      String code,
      String advice,
      @Nullable Integer httpStatus,
      String address,
      String lane,
      List<TimingPart> parts,
      String total,
      @Nullable Answer answer) {
    public Attempt {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A part of an attempt's time.
   *
   * @param x where its bar begins, in thousandths of the whole
   * @param width of its bar, in thousandths of the whole
   */
  public record TimingPart(String name, String duration, int x, int width) {}

  /** The answer of a receiver, as far as it was kept. */
  public record Answer(List<Header> headers, String body, boolean isCut) {
    public Answer {
      headers = List.copyOf(headers);
    }
  }

  /** A header of an answer. */
  public record Header(String name, String value) {}
}
