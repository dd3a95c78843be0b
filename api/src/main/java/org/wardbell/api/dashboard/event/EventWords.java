package org.wardbell.api.dashboard.event;

import org.wardbell.activities.event.KeptEvent;
import org.wardbell.api.event.read.EventWay;

/** The words of pages for where events come from, and what became of them. */
public final class EventWords {
  /** Digits of an id that tell two of a page apart. */
  private static final int SHOWN_OF_ID = 8;

  private EventWords() {}

  /** Returns who made an event. */
  public static String source(KeptEvent event) {
    return switch (event.source()) {
      case "calendar" -> "a calendar";
      case "system" -> "Wardbell";
      default -> event.acceptedBy() == null ? "the API" : poster(event.acceptedBy().actor());
    };
  }

  /** The end of an id tells them apart; the beginning is the time at which it was made. */
  private static String poster(String actor) {
    String end = actor.substring(Math.max(0, actor.length() - SHOWN_OF_ID));
    return (actor.startsWith("person/") ? "person …" : "API key …") + end;
  }

  /** Returns what a source is called in a filter. */
  static String source(String source) {
    return switch (source) {
      case "calendar" -> "From calendars";
      case "system" -> "From Wardbell";
      default -> "Posted";
    };
  }

  /** Returns how often it was posted. */
  public static String repeats(int repeats) {
    return switch (repeats) {
      case 0 -> "–";
      case 1 -> "once again";
      default -> repeats + " times again";
    };
  }

  /** Returns why an event was not matched so far, or nothing if it is about to be. */
  static String problem(KeptEvent event) {
    return switch (event.dispatchProblem() == null ? "" : event.dispatchProblem()) {
      case "data_key_unreadable" -> "the key of its data cannot be opened";
      case "clinic_missing" -> "its clinic is not there";
      case "expressions_busy" -> "filters found no time";
      case "" -> "";
      default -> "it failed, and is tried again";
    };
  }

  /** Returns why a webhook has no delivery. */
  static String reason(EventWay.Reason reason) {
    return switch (reason) {
      case NOT_MATCHED_YET -> "the event was not matched yet";
      case MADE_LATER -> "the webhook was made after the event";
      case DISABLED -> "the webhook is off";
      case OTHER_TYPES -> "it asks for other types of events";
      case ABOUT_ITSELF -> "it tells of this webhook, which does not hear of itself";
      case FILTER -> "its filter said no";
      case CHANGED_SINCE -> "it was switched on or changed after the event";
    };
  }
}
