package org.wardbell.api.system;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.health.Presence;

/** The state of the installation. */
@Schema(name = "SystemFacts")
public record SystemView(
    @Schema(description = "Of this process.", example = "1.0.0") String version,
    @Schema(description = "Of this process.", example = "25.0.1") String javaVersion,
    @Schema(description = "When this process started.") Instant startedAt,
    Database database,
    @Schema(description = "Absent while it does not answer.") @Nullable Temporal temporal,
    @Schema(description = "The processes that deliver, test and keep calendars in step.")
        Workers workers,
    @Schema(description = "Networks that are not public and that webhooks may reach all the same.")
        List<String> allowedNetworks,
    @Schema(description = "Events that were accepted and not matched yet; counts end at 10,000.")
        int undispatched) {
  public SystemView {
    allowedNetworks = List.copyOf(allowedNetworks);
  }

  /** The database. */
  @Schema(name = "SystemDatabase")
  public record Database(
      @Schema(example = "8.0.31") String version,
      @Schema(description = "Data and indexes in bytes, as the database estimates them.")
          long bytes,
      List<Pool> pools) {
    public Database {
      pools = List.copyOf(pools);
    }
  }

  /** The connections of this process for one kind of work. */
  @Schema(name = "SystemPool")
  public record Pool(String name, int active, int idle, int most, int waiting) {}

  /** The workers of the installation. */
  @Schema(name = "SystemWorkers")
  public record Workers(
      @Schema(
              description =
                  "THERE: at least one works. AWAY: none does; what needs one is answered 503 at once."
                      + " UNKNOWN: not watched for long enough, or the database or Temporal does not"
                      + " answer.")
          Presence presence,
      @Schema(description = "Those that were seen within an hour; the last first.")
          List<WorkerProcess> processes) {
    public Workers {
      processes = List.copyOf(processes);
    }
  }

  /** A process that works, or did. */
  @Schema(name = "SystemWorker")
  public record WorkerProcess(
      @Schema(description = "As Temporal knows it.", example = "4711@host") String identity,
      String version,
      Instant startedAt,
      @Schema(description = "It gives a sign of life every 3 seconds.") Instant seenAt,
      @Schema(
              description =
                  "When it was asked to stop; absent while it works, or if it was killed.")
          @Nullable Instant stoppedAt) {}

  /** Temporal. */
  @Schema(name = "SystemTemporal")
  public record Temporal(String version, List<Queue> queues) {
    public Temporal {
      queues = List.copyOf(queues);
    }
  }

  /** A task queue. */
  @Schema(name = "SystemQueue")
  public record Queue(
      String name,
      @Schema(description = "Workers that took from it within some minutes.") int workers) {}
}
