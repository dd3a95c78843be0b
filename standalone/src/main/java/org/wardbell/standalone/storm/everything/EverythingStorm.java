package org.wardbell.standalone.storm.everything;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.exception.DataAccessException;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.storm.CalendarTraffic;
import org.wardbell.standalone.storm.fault.FaultStorm;
import org.wardbell.standalone.storm.fault.Pauses;
import org.wardbell.standalone.storm.invariant.Evidence;
import org.wardbell.standalone.storm.invariant.Finding;
import org.wardbell.standalone.storm.invariant.Invariants;
import org.wardbell.standalone.storm.invariant.ShortHistories;
import org.wardbell.standalone.storm.invariant.SpilledWords;
import org.wardbell.standalone.storm.stage.StormServers;
import org.wardbell.standalone.storm.traffic.Traffic;
import tools.jackson.databind.JsonNode;

/**
 * A storm of everything at once: traffic and faults for a while, then quiet, then the invariants.
 */
final class EverythingStorm {
  private static final Duration START_LIMIT = Duration.ofMinutes(10);

  /**
   * What waits longest: a request that was lost is repeated after its lease, the relay looks once a
   * minute, and a schedule's last waits are half a minute each.
   */
  private static final Duration QUIET_LIMIT = Duration.ofMinutes(10);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** A person who has mended a receiver asks for a probe, and again when it failed. */
  private static final Duration PROBE_EVERY = Duration.ofSeconds(5);

  private final StormServers servers;
  private final Progress progress;
  private final long seed;

  private EverythingStorm(StormServers servers, Progress progress, long seed) {
    this.servers = servers;
    this.progress = progress;
    this.seed = seed;
  }

  /**
   * Lets it rage.
   *
   * @param parent where its data folder is made
   * @param kills after which it ends, if its time is not over before
   */
  static StormResult run(Path parent, long seed, Duration time, int kills, Progress progress) {
    Map<String, String> settings =
        Map.of(
            "WARDBELL_EXPRESSIONS_EARLY", "false",
            "WARDBELL_RELAY_UNDISPATCHED", "3",
            "WARDBELL_RELAY_GRACE", "10");
    try (StormServers servers =
        StormServers.startOfEverything(parent, settings, Deadline.in(START_LIMIT), progress)) {
      StormResult result = new EverythingStorm(servers, progress, seed).rage(time, kills);
      if (!result.holds()) {
        servers.keepFolder();
        progress.step("The logs stay in " + servers.folder());
      }
      return result;
    }
  }

  private StormResult rage(Duration time, int kills) {
    // A word that is in no language, so that it is found only where it was not to be.
    String patient = "Quexandra" + Long.toString(seed, Character.MAX_RADIX);
    try (Traffic traffic = Traffic.make(servers, seed, patient)) {
      CalendarTraffic calendars = CalendarTraffic.make(servers, seed, progress);
      StormRows rows = new StormRows(servers.database(), traffic.webhooks());
      FinalsWatch finals = new FinalsWatch(servers.database());
      HistoryWatch histories = new HistoryWatch(servers.temporalTarget());
      RetentionSweeps sweeps = new RetentionSweeps(servers.temporalTarget(), seed, servers::note);
      FaultStorm storm = new FaultStorm(seed, line -> servers.note("faults.log", line));
      progress.step("The storm begins, seed " + seed);
      long began = System.nanoTime();
      finals.begin();
      histories.begin();
      traffic.begin();
      calendars.begin();
      sweeps.begin();
      StormFaults.begin(storm, servers, traffic);
      Deadline end = Deadline.in(time);
      while (!end.isOver() && storm.counts().kills() < kills) {
        Pauses.of(LOOK_EVERY);
        progress.now(
            () ->
                "%d kills, %d events, %d requests"
                    .formatted(
                        storm.counts().kills(), traffic.acceptedSoFar(), traffic.requests()));
      }
      progress.step("The storm is over; everything heals");
      storm.end();
      double seconds = secondsSince(began);
      long calm = System.nanoTime();
      traffic.calm();
      sweeps.end();
      calendars.end();
      traffic.end(QUIET_LIMIT);
      StormRows.Open open = awaitQuiet(traffic, rows);
      List<String> differences = calendars.differences();
      double quietSeconds = secondsSince(calm);
      progress.step("Checking the invariants");
      Evidence evidence =
          new Evidence(
              traffic.accepted(),
              traffic.wrongAnswers(),
              traffic.webhooks(),
              rows.events(),
              rows.deliveries(),
              rows.attempts(),
              traffic.seen(),
              finals.end());
      List<Finding> findings = new ArrayList<>(Invariants.check(evidence));
      findings.add(SpilledWords.check(patient, servers.folder(), servers.metrics()));
      findings.add(
          Finding.of(
              "I10",
              "calendars and clinics agree, one event for each appointment (I9, I11)",
              calendars.appointments(),
              differences));
      findings.add(audit());
      findings.add(ShortHistories.check(histories.end()));
      return result(traffic, storm, evidence, findings, open, seconds, quietSeconds);
    } catch (IOException e) {
      throw new BenchmarkException("The files cannot be read: " + e.getMessage(), e);
    }
  }

  /** Checks I17, as far as seals tell. */
  private Finding audit() {
    JsonNode answer = servers.api().get("audit/verification").json();
    return Finding.of(
        "I17",
        "no sealed row of the audit trail was changed, removed or moved",
        answer.path("checked").asLong(0),
        answer.path("intact").asBoolean(false) ? List.of() : List.of(answer.toString()));
  }

  private StormRows.Open awaitQuiet(Traffic traffic, StormRows rows) {
    Deadline end = Deadline.in(QUIET_LIMIT);
    Deadline probe = Deadline.in(PROBE_EVERY);
    StormRows.Open open = new StormRows.Open(1, 0, 0);
    while (!open.isNothing() && !end.isOver()) {
      Pauses.of(LOOK_EVERY);
      if (probe.isOver()) {
        traffic.probe();
        probe = Deadline.in(PROBE_EVERY);
      }
      try {
        open = rows.open();
      } catch (DataAccessException notYet) {
        // The pool may still hold connections to a server that was killed.
        continue;
      }
      StormRows.Open now = open;
      progress.now(() -> "waiting for quiet: " + now);
    }
    return open;
  }

  private StormResult result(
      Traffic traffic,
      FaultStorm storm,
      Evidence evidence,
      List<Finding> findings,
      StormRows.Open open,
      double seconds,
      double quietSeconds) {
    List<String> problems = new ArrayList<>(storm.counts().problems());
    if (traffic.strangers() > 0) {
      problems.add(traffic.strangers() + " requests named no delivery of this storm");
    }
    if (!open.isNothing()) {
      problems.add("it did not become quiet: " + open);
    }
    return new StormResult(
        seed,
        seconds,
        quietSeconds,
        open.isNothing(),
        storm.counts().kills(),
        storm.counts().recoveries(),
        evidence.accepted().size(),
        traffic.posts(),
        traffic.unanswered(),
        traffic.statuses(),
        evidence.deliveries().size(),
        evidence.attempts().values().stream().mapToInt(List::size).sum(),
        traffic.requests(),
        Invariants.lost(findings),
        Invariants.twiceRecorded(evidence),
        Invariants.twiceUnrecorded(evidence),
        Invariants.unrecorded(findings),
        findings,
        problems);
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / (double) Duration.ofSeconds(1).toNanos();
  }
}
