package org.wardbell.api.system;

import static org.wardbell.activities.database.generated.Tables.EVENT;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.wardbell.activities.request.ProductVersion;
import org.wardbell.api.health.WorkerState;

/** The facts about the installation that its operator wants to know. */
@Component
public final class SystemFacts {
  private static final int MOST_COUNTED = 10_000;
  private static final String ACTIVE = "hikaricp.connections.active";

  private final DSLContext database;
  private final TemporalQueues temporal;
  private final WorkerState workers;
  private final MeterRegistry meters;
  private final String version;
  private final List<String> networks;

  SystemFacts(
      DSLContext database,
      TemporalQueues temporal,
      WorkerState workers,
      MeterRegistry meters,
      Environment environment) {
    this.database = database;
    this.temporal = temporal;
    this.workers = workers;
    this.meters = meters;
    this.version = ProductVersion.of(environment);
    this.networks =
        List.of(
            environment.getProperty("wardbell.allowed-networks", String[].class, new String[0]));
  }

  /** Returns them as they are now. */
  public SystemView now() {
    return new SystemView(
        version,
        Runtime.version().toString(),
        Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
        new SystemView.Database(
            database.fetchSingle("select version()").get(0, String.class), bytes(), pools()),
        temporal.ask(),
        workers(),
        networks,
        database.fetchCount(
            DSL.selectOne().from(EVENT).where(EVENT.DISPATCHED_AT.isNull()).limit(MOST_COUNTED)));
  }

  private SystemView.Workers workers() {
    return new SystemView.Workers(
        workers.presence(),
        workers.seen().stream()
            .map(
                seen ->
                    new SystemView.WorkerProcess(
                        seen.identity(),
                        seen.version(),
                        seen.startedAt(),
                        seen.seenAt(),
                        seen.stoppedAt()))
            .toList());
  }

  private long bytes() {
    Long bytes =
        database
            .fetchSingle(
                "select sum(data_length + index_length) from information_schema.tables"
                    + " where table_schema = database()")
            .get(0, Long.class);
    return Objects.requireNonNullElse(bytes, 0L);
  }

  private List<SystemView.Pool> pools() {
    return meters.find(ACTIVE).gauges().stream()
        .map(gauge -> Objects.toString(gauge.getId().getTag("pool"), ""))
        .distinct()
        .sorted()
        .map(
            pool ->
                new SystemView.Pool(
                    pool,
                    value(ACTIVE, pool),
                    value("hikaricp.connections.idle", pool),
                    value("hikaricp.connections.max", pool),
                    value("hikaricp.connections.pending", pool)))
        .toList();
  }

  private int value(String meter, String pool) {
    Gauge gauge = meters.find(meter).tag("pool", pool).gauge();
    return gauge == null ? 0 : (int) gauge.value();
  }
}
