package org.wardbell.standalone.bench.calendar;

import java.time.Instant;
import java.util.List;
import org.wardbell.standalone.bench.report.Figures.Percentiles;
import org.wardbell.standalone.bench.report.Figures.ProcessFigures;

/**
 * The figures of {@code bench calendar}.
 *
 * @param cores that everything shared: server, MySQL, Temporal, the stand-in for Google
 * @param loadBefore the machine's load average of a minute before the run: what else it did
 * @param answering pushes as fast as they are answered
 * @param steady changes at a fixed rate, over a few calendars
 * @param many changes in many calendars, one a minute each
 */
public record CalendarFigures(
    Instant startedAt,
    int cores,
    String java,
    double loadBefore,
    FullSync fullSync,
    Pushes answering,
    Changes steady,
    Requests requests,
    Flood flood,
    int calendars,
    int minutes,
    Changes many) {

  /**
   * A calendar's first pull.
   *
   * @param seconds from the request that connects it to the end of the pull
   * @param requests pages that Google was asked for
   * @param missed of 20 events, spread over all, those in which the doctor is free all the same
   */
  public record FullSync(int events, double seconds, long requests, int missed) {}

  /**
   * Pushes that were sent.
   *
   * @param taken answered 200
   * @param answer from the intended send to the 200, in milliseconds
   */
  public record Pushes(int sent, long taken, double perSecond, Percentiles answer) {
    long refused() {
      return sent - taken;
    }
  }

  /**
   * Events that were dragged, one push each.
   *
   * @param lost those that their appointment never followed
   * @param applied from the push to the change of the appointment, in milliseconds
   * @param requestsPerChange to Google, of all calendars and for tokens
   */
  public record Changes(
      int pushes,
      long lost,
      Percentiles applied,
      double requestsPerChange,
      List<ProcessFigures> processes) {}

  /**
   * Requests to Google about one change, the most of some rounds; the pull that the push of our own
   * write asks for counts.
   */
  public record Requests(int rounds, long movedHere, long movedInGoogle) {}

  /**
   * A flood on one calendar.
   *
   * @param syncs pulls that it led to
   * @param lastApplied whether the doctor's last change arrived
   */
  public record Flood(Pushes pushes, long syncs, boolean lastApplied) {}

  /**
   * Returns whether every change arrived. A push that was refused is not lost: Google repeats it.
   */
  public boolean isComplete() {
    return fullSync.missed() == 0 && steady.lost() == 0 && flood.lastApplied() && many.lost() == 0;
  }
}
