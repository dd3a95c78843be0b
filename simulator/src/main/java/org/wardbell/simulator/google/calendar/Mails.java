package org.wardbell.simulator.google.calendar;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The mails that Google would send to guests (reference of events.insert, parameter sendUpdates):
 * counted, never sent. {@code externalOnly} tells those only who have no account here.
 */
public final class Mails {

  /** Mails kept; the counts go on beyond them. */
  private static final int MAX_MAILS = 10_000;

  /** A change of these is told to the guests; colours, reminders and answers are not. */
  private static final List<String> TOLD =
      List.of("summary", "description", "location", "start", "end", "recurrence", "hangoutLink");

  private final Calendars calendars;
  private final Deque<Mail> mails = new ArrayDeque<>();
  private final Map<String, Long> bySendUpdates = new TreeMap<>();
  private final Map<String, Long> byRecipient = new TreeMap<>();

  public Mails(Calendars calendars) {
    this.calendars = calendars;
  }

  /** Returns the newest 10,000 mails, oldest first. */
  public synchronized List<Mail> all() {
    return List.copyOf(mails);
  }

  /** Returns how many mails writes with each value of sendUpdates would have caused. */
  public synchronized Map<String, Long> bySendUpdates() {
    return new TreeMap<>(bySendUpdates);
  }

  /** Returns how many mails each guest would have got. */
  public synchronized Map<String, Long> byRecipient() {
    return new TreeMap<>(byRecipient);
  }

  public synchronized void clear() {
    mails.clear();
    bySendUpdates.clear();
    byRecipient.clear();
  }

  /** Counts the mails of an organizer's write; {@code before} is null for a new event. */
  void written(
      StoredCalendar calendar,
      @Nullable StoredEvent before,
      StoredEvent after,
      WriteOptions options) {
    List<String> former = before == null || before.cancelled() ? List.of() : Guests.of(before);
    List<String> invited = after.cancelled() ? List.of() : Guests.of(after);
    for (String guest : former) {
      if (!invited.contains(guest)) {
        send(guest, Mail.Kind.CANCELLATION, calendar, after, options);
      }
    }
    for (String guest : invited) {
      if (!former.contains(guest)) {
        send(guest, Mail.Kind.INVITATION, calendar, after, options);
      } else if (before != null && isTold(before, after)) {
        send(guest, Mail.Kind.UPDATE, calendar, after, options);
      }
    }
  }

  private static boolean isTold(StoredEvent before, StoredEvent after) {
    return TOLD.stream()
        .anyMatch(field -> !before.json().path(field).equals(after.json().path(field)));
  }

  private void send(
      String guest,
      Mail.Kind kind,
      StoredCalendar calendar,
      StoredEvent event,
      WriteOptions options) {
    boolean told =
        switch (options.sendUpdates()) {
          case ALL -> true;
          case EXTERNAL_ONLY -> calendars.primary(guest) == null;
          case NONE -> false;
        };
    if (told && !guest.equalsIgnoreCase(calendar.owner())) {
      add(new Mail(guest, kind, options.sendUpdates(), calendar.id(), event.id()));
    }
  }

  private synchronized void add(Mail mail) {
    mails.addLast(mail);
    if (mails.size() > MAX_MAILS) {
      mails.removeFirst();
    }
    bySendUpdates.merge(mail.sendUpdates().wireName(), 1L, Long::sum);
    byRecipient.merge(mail.recipient(), 1L, Long::sum);
  }
}
