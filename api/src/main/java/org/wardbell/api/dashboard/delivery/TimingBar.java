package org.wardbell.api.dashboard.delivery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.http.AttemptTimings;
import org.wardbell.api.dashboard.frame.Figures;

/** The bar that splits the time of an attempt; its parts add up to the whole. */
public final class TimingBar {
  private static final int WHOLE = 1_000;
  private static final int MICROS_PER_MILLI = 1_000;

  private final int total;
  private final List<DeliveryPage.TimingPart> parts = new ArrayList<>();
  private int done;

  private TimingBar(int total) {
    this.total = total;
  }

  /** Returns the parts of an attempt's time, in the order in which they happened. */
  public static List<DeliveryPage.TimingPart> of(@Nullable AttemptTimings timings) {
    if (timings == null || timings.totalMicros() <= 0) {
      return List.of();
    }
    TimingBar bar = new TimingBar(timings.totalMicros());
    bar.add("DNS", timings.dnsMicros());
    bar.add("connect", timings.connectMicros());
    bar.add("TLS", timings.tlsMicros());
    bar.add("send", timings.requestMicros());
    bar.add("wait", timings.firstByteMicros());
    bar.rest(timings.firstByteMicros() == null ? "until it failed" : "read");
    return bar.parts;
  }

  private void add(String name, @Nullable Integer micros) {
    if (micros == null || micros <= 0) {
      return;
    }
    int length = Math.min(micros, total - done);
    int x = (int) ((long) done * WHOLE / total);
    done += length;
    int end = (int) ((long) done * WHOLE / total);
    parts.add(new DeliveryPage.TimingPart(name, time(length), x, end - x));
  }

  /** What is left is the reading of the answer, or what came before a failure. */
  private void rest(String name) {
    if (done < total) {
      add(name, total - done);
    }
  }

  /** Returns a time in the unit that suits it. */
  public static String time(int micros) {
    return micros < MICROS_PER_MILLI
        ? micros + " µs"
        : Figures.duration(Math.round(micros / (double) MICROS_PER_MILLI));
  }
}
