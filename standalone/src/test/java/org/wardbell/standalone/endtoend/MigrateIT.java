package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiApplication;
import org.wardbell.api.MigrateApplication;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.TemporaryMySql;
import org.wardbell.embedded.process.Ports;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.worker.WorkerApplication;

/** Migrations as a step of their own: api and worker with an account that may change no table. */
class MigrateIT {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @Test
  void apiAndWorker_withoutRightsOnTables_refuseBeforeMigrate_andDeliverAfterIt()
      throws IOException {
    MySqlDatabase owner = TemporaryMySql.shared().createDatabase();
    MySqlDatabase rows = TemporaryMySql.shared().withoutTableRights(owner);
    try (Surroundings surroundings = Surroundings.start()) {
      Map<String, String> restricted = environment(surroundings, rows);
      restricted.put("WARDBELL_DATABASE_MIGRATE", "false");
      try (ServerProcess early = process(ApiApplication.class, restricted)) {
        assertThat(early.awaitEnd(LIMIT)).isEqualTo(1);
        assertThat(early.output()).contains("run ./wardbell migrate");
      }

      try (ServerProcess migrate =
          ServerProcess.wardbell(
              environment(surroundings, owner),
              "migrate",
              "--database-url",
              owner.jdbcUrl(),
              "--database-user",
              owner.user())) {
        assertThat(migrate.awaitEnd(LIMIT)).as(migrate.output()).isZero();
        assertThat(migrate.output()).matches("(?s).*The schema is of version \\d+\\.\\s+");
      }

      try (ServerProcess server = process(ApiApplication.class, restricted);
          ServerProcess worker = process(WorkerApplication.class, restricted)) {
        TestApi api =
            new TestApi(
                URI.create(
                    "http://127.0.0.1:" + server.awaitLine("Tomcat started on port (\\d+)")));
        worker.awaitLine("worker polls task queue");
        surroundings.receiver.behave("/hook/restricted", Step.answer(200));
        api.webhook("restricted", surroundings.receiver.url("/hook/restricted"), TIMEOUT);
        assertThat(api.event("restricted").status()).isEqualTo(202);
        Await.until(
            "the delivery",
            () -> surroundings.receiver.requests("/hook/restricted").size(),
            count -> count == 1);
        assertThat(server.terminate()).isEqualTo(143);
        assertThat(worker.terminate()).isEqualTo(143);
        assertThat(server.output() + worker.output()).doesNotContain("denied", "SQLSTATE");
      }
    }
  }

  /** As the images do, which have no command line. */
  @Test
  void migrateApplication_asAProcess_migratesAndEnds_alsoTwice() {
    MySqlDatabase owner = TemporaryMySql.shared().createDatabase();
    Map<String, String> environment = new TreeMap<>();
    environment.put("WARDBELL_DATABASE_URL", owner.jdbcUrl());
    environment.put("WARDBELL_DATABASE_USER", owner.user());
    environment.put("WARDBELL_DATABASE_PASSWORD", owner.password());
    // The deployment's setting for the others.
    environment.put("WARDBELL_DATABASE_MIGRATE", "false");
    for (int i = 0; i < 2; i++) {
      try (ServerProcess migrate =
          ServerProcess.main(MigrateApplication.class.getName(), environment)) {
        assertThat(migrate.awaitEnd(LIMIT)).as(migrate.output()).isZero();
        assertThat(migrate.output()).contains("The schema is of version ");
      }
    }
  }

  @Test
  void migrate_withAnAccountThatMayChangeNoTable_saysWhatToGrant() {
    MySqlDatabase rows =
        TemporaryMySql.shared().withoutTableRights(TemporaryMySql.shared().createDatabase());
    try (ServerProcess migrate =
        ServerProcess.wardbell(
            Map.of("WARDBELL_DATABASE_PASSWORD", rows.password()),
            "migrate",
            "--database-url",
            rows.jdbcUrl(),
            "--database-user",
            rows.user())) {
      assertThat(migrate.awaitEnd(LIMIT)).isEqualTo(1);
      assertThat(migrate.output().strip()).hasLineCount(1).contains("grant all on wardbell.*");
    }
  }

  private static Map<String, String> environment(
      Surroundings surroundings, MySqlDatabase database) {
    Map<String, String> environment = new TreeMap<>(surroundings.environment());
    environment.put("WARDBELL_DATABASE_URL", database.jdbcUrl());
    environment.put("WARDBELL_DATABASE_USER", database.user());
    environment.put("WARDBELL_DATABASE_PASSWORD", database.password());
    return environment;
  }

  private static ServerProcess process(Class<?> main, Map<String, String> environment) {
    return ServerProcess.main(main.getName(), environment, "--server.port=" + Ports.free());
  }
}
