package org.wardbell.simulator.google.calendar;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The maker of Meet links, at once or some time after the write, as at Google. */
public final class MeetLinks {

  private volatile Duration delay = Duration.ZERO;
  private volatile boolean fails;

  public void delay(Duration next) {
    delay = next;
  }

  /** Lets conferences fail: their status is {@code failure} then, and they have no link. */
  public void fail(boolean next) {
    fails = next;
  }

  /** Applies a write; {@code known} is the request id that the event had before, or null. */
  void apply(
      ObjectNode event,
      int conferenceDataVersion,
      StoredCalendar calendar,
      @Nullable String known) {
    Conferences.apply(event, conferenceDataVersion, calendar, known);
    if (delay.isZero() && Conferences.isPending(event)) {
      end(event, calendar);
    }
  }

  private void end(ObjectNode event, StoredCalendar calendar) {
    if (fails) {
      Conferences.fail(event);
    } else {
      Conferences.complete(event, calendar);
    }
  }

  /**
   * Completes a stored event's conference when the delay is over, and then tells; to be called
   * after each store.
   */
  void stored(
      StoredCalendar calendar,
      StoredEvent event,
      BiConsumer<StoredCalendar, StoredEvent> completed) {
    if (Conferences.isPending(event.json())) {
      Duration wait = delay;
      Thread.ofVirtual()
          .name("meet-link")
          .start(() -> complete(calendar, event.id(), wait, completed));
    }
  }

  private void complete(
      StoredCalendar calendar,
      String eventId,
      Duration wait,
      BiConsumer<StoredCalendar, StoredEvent> completed) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    StoredEvent after;
    synchronized (calendar) {
      StoredEvent event = calendar.find(eventId);
      if (event == null || event.cancelled() || !Conferences.isPending(event.json())) {
        return;
      }
      ObjectNode json = event.json().deepCopy();
      end(json, calendar);
      after = calendar.put(eventId, json);
    }
    completed.accept(calendar, after);
  }
}
