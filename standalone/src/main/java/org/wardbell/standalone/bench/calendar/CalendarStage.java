package org.wardbell.standalone.bench.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.simulator.google.api.ApiCall;
import org.wardbell.standalone.bench.calendar.BenchCalendar.Booked;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.MeasuredProcess;
import org.wardbell.standalone.bench.environment.Pause;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.environment.Target;
import tools.jackson.databind.JsonNode;

/** The running server, the stand-in for Google, and what every phase does with them. */
final class CalendarStage {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /** Long enough for the push of our own write, and for the pull that it asks for. */
  private static final Duration SETTLED_FOR = Duration.ofSeconds(2);

  final Target target;
  final BenchClinic clinic;
  final GoogleCalendarSimulator google;
  final Progress progress;
  final Deadline deadline;
  private final Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);

  CalendarStage(
      Target target, GoogleCalendarSimulator google, Progress progress, Deadline deadline) {
    this.target = target;
    this.clinic = new BenchClinic(target);
    this.google = google;
    this.progress = progress;
    this.deadline = deadline;
  }

  /** Returns the midnight that begins the day in so many days, in UTC. */
  Instant day(int days) {
    return today.plus(days, ChronoUnit.DAYS);
  }

  /** Makes an account in Google and connects its calendar; returns the calendar's id. */
  String connect(String account) {
    return clinic.connect(account, google.grant(account));
  }

  /** Makes calendars with appointments that Google shows. */
  List<BenchCalendar> calendars(String name, int count, int appointments) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      google.addAccount(account(name, i));
      ids.add(connect(account(name, i)));
      progress.now(() -> "connecting, %,d of %,d".formatted(ids.size(), count));
    }
    for (int i = 0; i < count; i++) {
      int number = i;
      until(() -> connected(ids.get(number)), () -> "first pulls, %,d over".formatted(number));
    }
    List<BenchCalendar> calendars = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calendars.add(booked(account(name, i), ids.get(i), appointments));
      progress.now(() -> "booking, %,d calendars of %,d".formatted(calendars.size(), count));
    }
    return calendars.stream().map(this::shown).toList();
  }

  private static String account(String name, int number) {
    return "%s-%d@example.com".formatted(name, number);
  }

  private boolean connected(String calendar) {
    return clinic.isConnected(calendar);
  }

  private BenchCalendar booked(String account, String calendar, int appointments) {
    List<Booked> booked = new ArrayList<>();
    for (int i = 0; i < appointments; i++) {
      Instant day = day(2 + i);
      booked.add(new Booked(account, clinic.book(account, day), "", day));
    }
    return new BenchCalendar(account, calendar, booked);
  }

  /** Waits until the calendar shows its appointments, and learns their events. */
  private BenchCalendar shown(BenchCalendar calendar) {
    until(
        () ->
            google.doctor(calendar.account()).events().size() == calendar.appointments().size()
                && !google.channels(calendar.account()).isEmpty(),
        () -> "Google gets to know the appointments of " + calendar.account());
    List<JsonNode> events = google.doctor(calendar.account()).events();
    List<Booked> known =
        calendar.appointments().stream()
            .map(of -> new Booked(of.account(), of.id(), eventOf(of.id(), events), of.day()))
            .toList();
    return new BenchCalendar(calendar.account(), calendar.id(), known);
  }

  private static String eventOf(String appointment, List<JsonNode> events) {
    return events.stream()
        .filter(
            event ->
                event
                    .path("extendedProperties")
                    .path("private")
                    .valueStream()
                    .anyMatch(value -> value.asString("").equals(appointment)))
        .findFirst()
        .map(event -> event.path("id").asString())
        .orElseThrow(() -> new BenchmarkException("No event of " + appointment, null));
  }

  /** Drags an event to the half hour of its day with this number, as its doctor does. */
  void drag(Booked appointment, int halfHour, Moves moves) {
    Instant start = appointment.day().plus(halfHour * 30L, ChronoUnit.MINUTES);
    moves.add(appointment, start);
    google
        .doctor(appointment.account())
        .move(appointment.event(), start, start.plus(BenchClinic.LENGTH));
  }

  /**
   * Waits until every appointment is where its doctor left it; returns what became of the moves.
   */
  Moves.Result follow(Moves moves) {
    int[] done = new int[1];
    moves
        .ends()
        .forEach(
            (appointment, start) -> {
              awaitOrGiveUp(
                  () -> clinic.start(appointment.id()).equals(start),
                  () -> "%,d appointments of %,d have followed".formatted(done[0], moves.count()));
              done[0]++;
            });
    return moves.result(clinic);
  }

  /** Waits until a calendar has nothing to do, and a little longer. */
  void settle(BenchCalendar calendar) {
    until(() -> clinic.isQuiet(calendar.id()), () -> "waiting for quiet");
    Pause.of(SETTLED_FOR);
    until(() -> clinic.isQuiet(calendar.id()), () -> "waiting for quiet");
  }

  /** Returns the number of the last request to Google. */
  long lastCall() {
    List<ApiCall> calls = google.calls();
    return calls.isEmpty() ? 0 : calls.getLast().sequence();
  }

  /** Returns the requests about a calendar after that one. */
  List<ApiCall> calls(String account, long after) {
    return google.calls().stream()
        .filter(call -> call.sequence() > after && call.calendarId().equals(account))
        .toList();
  }

  /** Waits for something without which the benchmark cannot go on. */
  void until(BooleanSupplier condition, Supplier<String> progressText) {
    if (!awaitOrGiveUp(condition, progressText)) {
      throw new BenchmarkException(
          "The time is over (--timeout); last step: " + progressText.get(), null);
    }
  }

  private boolean awaitOrGiveUp(BooleanSupplier condition, Supplier<String> progressText) {
    while (!condition.getAsBoolean()) {
      if (deadline.isOver()) {
        return false;
      }
      target.processes().forEach(MeasuredProcess::cpuSeconds); // Throws if one has died.
      progress.now(progressText);
      Pause.of(LOOK_EVERY);
    }
    return true;
  }
}
