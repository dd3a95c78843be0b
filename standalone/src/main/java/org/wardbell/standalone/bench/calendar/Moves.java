package org.wardbell.standalone.bench.calendar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.calendar.BenchCalendar.Booked;
import org.wardbell.standalone.bench.load.EpochMicros;
import org.wardbell.standalone.bench.load.Latencies;

/** The moves that doctors made in Google, and what became of them. */
final class Moves {
  private final Map<Booked, List<Move>> moves = new LinkedHashMap<>();
  private int count;

  private record Move(Instant start, long atMicros) {}

  /**
   * The outcome of moves.
   *
   * @param latency from the push to the change of the appointment, in microseconds
   * @param lost moves that the appointment never followed
   */
  record Result(Histogram latency, long lost) {}

  /** Notes that an event is moved now; its push leaves at the same moment. */
  void add(Booked appointment, Instant start) {
    moves
        .computeIfAbsent(appointment, _ -> new ArrayList<>())
        .add(new Move(start, EpochMicros.of(Instant.now())));
    count++;
  }

  int count() {
    return count;
  }

  /** Returns where each appointment has to be in the end. */
  Map<Booked, Instant> ends() {
    Map<Booked, Instant> ends = new LinkedHashMap<>();
    moves.forEach((appointment, all) -> ends.put(appointment, all.getLast().start()));
    return ends;
  }

  /**
   * Looks the moves up in the histories. One that a later one overtook before anybody looked is
   * followed with that one.
   */
  Result result(BenchClinic clinic) {
    Histogram latency = Latencies.histogram();
    long lost = 0;
    for (Map.Entry<Booked, List<Move>> entry : moves.entrySet()) {
      Map<Instant, Instant> followed = clinic.followed(entry.getKey().id());
      @Nullable Instant at = null;
      for (Move move : entry.getValue().reversed()) {
        at = followed.getOrDefault(move.start(), at);
        if (at == null) {
          lost++;
        } else {
          Latencies.record(latency, EpochMicros.of(at) - move.atMicros());
        }
      }
    }
    return new Result(latency, lost);
  }
}
