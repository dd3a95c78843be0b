package org.wardbell.standalone.bench.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The first phase: a calendar that is full is connected. */
final class FullSync {
  private static final String ACCOUNT = "full@example.com";

  /** The window of a full sync ends 400 days ahead; these lie well inside. */
  private static final Duration SPAN = Duration.ofDays(390);

  /** Events that are looked for afterwards. */
  private static final int LOOKED_FOR = 20;

  private final CalendarStage stage;

  FullSync(CalendarStage stage) {
    this.stage = stage;
  }

  CalendarFigures.FullSync measure(int events) {
    stage.progress.step("Full sync: a calendar of %,d events".formatted(events));
    stage.google.addAccount(ACCOUNT);
    List<Instant> starts = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      Instant start = stage.day(1).plusSeconds(SPAN.toSeconds() * i / events / 60 * 60);
      starts.add(start);
      stage.google.doctor(ACCOUNT).create("Meeting", start, start.plus(BenchClinic.LENGTH));
    }
    long before = stage.lastCall();
    long began = System.nanoTime();
    String calendar = stage.connect(ACCOUNT);
    stage.until(() -> stage.clinic.isConnected(calendar), () -> "reading the whole window");
    double seconds = (System.nanoTime() - began) / 1e9;
    long requests =
        stage.calls(ACCOUNT, before).stream()
            .filter(call -> call.method().wireName().equals("events.list"))
            .count();
    return new CalendarFigures.FullSync(events, seconds, requests, missed(starts));
  }

  /** Returns how many of a few events, spread over all, leave their doctor free. */
  private int missed(List<Instant> starts) {
    int missed = 0;
    for (int i = 0; i < LOOKED_FOR; i++) {
      Instant start = starts.get((int) ((starts.size() - 1L) * i / (LOOKED_FOR - 1)));
      if (!stage.clinic.isBusy(ACCOUNT, start)) {
        missed++;
      }
    }
    return missed;
  }
}
