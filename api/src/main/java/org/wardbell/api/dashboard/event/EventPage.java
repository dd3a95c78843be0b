package org.wardbell.api.dashboard.event;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.event.KeptEvent;
import org.wardbell.api.dashboard.delivery.DeliveryWords;

/**
 * The content of an event's page.
 *
 * @param problem why it was not matched so far, or nothing
 * @param arrived the webhooks that have a delivery
 * @param passedBy those that have none
 * @param shown what is shown on request only, or null
 * @param workflow the address of its workflow's page, or null
 */
public record EventPage(
    KeptEvent event,
    String source,
    String problem,
    List<Arrived> arrived,
    List<PassedBy> passedBy,
    @Nullable Shown shown,
    @Nullable String workflow) {
  public EventPage {
    arrived = List.copyOf(arrived);
    passedBy = List.copyOf(passedBy);
  }

  /** A webhook that has a delivery of the event. */
  public record Arrived(String webhook, UUID delivery, DeliveryWords words, int attempts) {}

  /** A webhook that has none, and why. */
  public record PassedBy(String webhook, String reason) {}

  /**
   * The part that may be a patient's.
   *
   * @param data the payload, indented; null if it is kept no more
   */
  public record Shown(@Nullable String subject, @Nullable String data) {
    /** Hides the data. */
    @Override
    public String toString() {
      return "Shown[hidden]";
    }
  }

  /** Hides the data. */
  @Override
  public String toString() {
    return "EventPage[" + event.id() + "]";
  }
}
