package org.wardbell.workflows.calendar;

import org.jspecify.annotations.Nullable;

/**
 * The facts about a calendar at one moment, by the database's clock. They are kept in histories:
 * never rename a field.
 *
 * @param state the state of its connection
 * @param openChannels channels on which Google may still push; of a disconnected calendar also its
 *     permission, until it is ended
 * @param unseenPushes pushes that no finished pull covers
 * @param millisToPoll until a pull is due without any push; 0 or less means now
 * @param millisToWatch until a new channel is due, or null if none is wanted
 * @param millisToWrite until an appointment is due to be written, or null if none is
 * @param millisToProbe until Google is to be asked whether a calendar that was taken away is there
 *     again, or null if it is not to be asked; null in histories of older versions
 */
public record CalendarFacts(
    CalendarState state,
    int openChannels,
    long unseenPushes,
    long millisToPoll,
    @Nullable Long millisToWatch,
    @Nullable Long millisToWrite,
    @Nullable Long millisToProbe) {

  /** Returns the facts of a calendar that has no row. */
  public static CalendarFacts gone() {
    return new CalendarFacts(CalendarState.DISCONNECTED, 0, 0, 0, null, null, null);
  }
}
