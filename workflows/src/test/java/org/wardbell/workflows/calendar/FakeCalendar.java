package org.wardbell.workflows.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A calendar in memory, on the test server's clock, that remembers what its workflow did and when.
 */
final class FakeCalendar implements CalendarActivities {
  private final LongSupplier clock;
  private final List<String> done = new ArrayList<>();
  private CalendarState state = CalendarState.CONNECTED;
  private long requested;
  private long handled;
  private long polledAt;
  private long pollMillis = 900_000;
  private Long renewAt;
  private Long writeAt;
  private Long probeAt;
  private int looks;
  private int pushesDuringPull;
  private boolean failNextLook;

  FakeCalendar(LongSupplier clock) {
    this.clock = clock;
    this.polledAt = clock.getAsLong();
  }

  synchronized void push(int times) {
    requested += times;
  }

  synchronized void pushDuringNextPull(int times) {
    pushesDuringPull = times;
  }

  synchronized void renewAfter(long millis) {
    renewAt = clock.getAsLong() + millis;
  }

  synchronized void writeNow() {
    writeAt = clock.getAsLong();
  }

  synchronized void state(CalendarState next) {
    state = next;
  }

  synchronized void failNextLook() {
    failNextLook = true;
  }

  synchronized List<String> done() {
    return List.copyOf(done);
  }

  synchronized long count(String what) {
    return done.stream().filter(line -> line.startsWith(what)).count();
  }

  synchronized int looks() {
    return looks;
  }

  @Override
  public synchronized CalendarFacts look(String calendarId) {
    looks++;
    if (failNextLook) {
      failNextLook = false;
      throw new IllegalStateException("the database is away");
    }
    long now = clock.getAsLong();
    return new CalendarFacts(
        state,
        state == CalendarState.DISCONNECTED && count("stop") > 0 ? 0 : 1,
        requested - handled,
        polledAt + pollMillis - now,
        renewAt == null ? null : renewAt - now,
        writeAt == null ? null : writeAt - now,
        probeAt == null ? null : probeAt - now);
  }

  @Override
  public synchronized void watch(String calendarId) {
    renewAt = null;
    note("watch");
  }

  @Override
  public synchronized SyncOutcome pull(String calendarId) {
    long covers = requested - handled;
    long seen = requested;
    requested += pushesDuringPull;
    pushesDuringPull = 0;
    handled = seen;
    polledAt = clock.getAsLong();
    note("pull " + covers);
    return new SyncOutcome(covers, 0, false);
  }

  @Override
  public synchronized int write(String calendarId) {
    writeAt = null;
    note("write");
    return 1;
  }

  synchronized void probeNow() {
    probeAt = clock.getAsLong();
  }

  @Override
  public synchronized void probe(String calendarId) {
    probeAt = clock.getAsLong() + 3_600_000;
    note("probe");
  }

  @Override
  public synchronized void stop(String calendarId) {
    note("stop");
  }

  private void note(String what) {
    done.add(what + "@" + clock.getAsLong());
  }
}
