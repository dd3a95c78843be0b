package org.wardbell.activities.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.activities.crypto.MasterKey;
import org.wardbell.activities.crypto.MasterKeyCopy;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.activities.database.RefusedStart;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.TemporaryMySql;

/** A backup of a real database, and what may become of it. */
@Tag("servers")
class DatabaseRestoreTest {
  /** Made once: the passphrase's rounds take seconds of a processor. */
  private static final BackupSeal SEAL = BackupSeal.make("correct horse battery staple");

  /** Every type of column that there is, and what an encoding could break. */
  private static final List<String> ROWS =
      List.of(
          "insert into clinic (id, name, time_zone, created_at) values (x'0A', 'Zoë''s \\\\ 🦷', 'Asia/Kolkata', '2026-03-29 02:30:00.000001')",
          "insert into data_key (scope, key_id, keyset_ciphertext, fingerprint_ciphertext, created_at) values (x'00', 7, x'00FF0D0A5C27', x'01000000FF', utc_timestamp(6))",
          "insert into audit (at, actor, action, target, detail) values (utc_timestamp(6), 'system', 'a', 'b', '{\"ä\": [1, null]}')",
          "insert into webhook_state (webhook_id, paused, paused_since, failing_since, wakes_at) values (x'01', false, null, null, null), (x'02', false, null, '2026-01-01 12:00:00', utc_timestamp(6)), (x'03', true, utc_timestamp(6), null, null)");

  private static final int MANY = 1_203;

  /** Tables that a restore writes itself. */
  private static final Set<String> CHANGED =
      Set.of("audit", "audit_unsealed", "restoration", "webhook_state");

  @TempDir private static Path folder;

  private static MySqlDatabase origin;
  private static Path file;
  private static BackupFile opened;

  @BeforeAll
  static void backUp() throws SQLException {
    origin = MigratedDatabase.create();
    for (String row : ROWS) {
      execute(origin, row);
    }
    execute(origin, "set session cte_max_recursion_depth = 5000", many());
    file = folder.resolve("whole");
    // This account may change no table; to read is enough.
    MySqlDatabase reader = TemporaryMySql.shared().withoutTableRights(origin);
    BackupSummary summary =
        new DatabaseBackup("0.1.0", () -> SEAL, null)
            .write(
                Database.connections(settings(reader), message -> {}), file, BackupProgress.NONE);
    assertThat(summary.rows()).isGreaterThan(MANY);
    opened = BackupFile.of(file, SEAL);
  }

  /** Returns a statement that makes more rows than one transaction of a restore takes. */
  private static String many() {
    return "insert into statistics_progress (generation, source, seen_through) with recursive n as (select 1 as i union all select i + 1 from n where i < "
        + MANY
        + ") select i, 'x', i from n";
  }

  @Test
  void restore_intoAnEmptyDatabase_hasEveryRow_andIsWrittenDown() throws Exception {
    MySqlDatabase target = TemporaryMySql.shared().createDatabase();
    List<String> told = new ArrayList<>();
    RestoreSummary summary = restore(target, told, false);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    Map<String, List<String>> before = contents(origin);
    Map<String, List<String>> after = contents(target);
    assertThat(before.get("statistics_progress")).hasSize(MANY);
    assertThat(after.keySet()).isEqualTo(before.keySet());
    for (String table : before.keySet()) {
      if (!CHANGED.contains(table)) {
        assertThat(after.get(table).equals(before.get(table))).as(table).isTrue();
      }
    }
    assertThat(after.get("restoration")).hasSize(1);
    // The restore itself is the newest entry.
    assertThat(after.get("audit")).containsAll(before.get("audit")).hasSize(2);
    assertThat(after.get("audit_unsealed")).hasSize(1);
    assertThat(summary.pausedWebhooks()).isEqualTo(0);
    assertThat(told)
        .anyMatch(sentence -> sentence.startsWith("The backup is whole"))
        .noneMatch(sentence -> sentence.contains("in the clear"));
    theTimeBetweenDoesNotCount(target);
  }

  /** No webhook that was not paused gives anything up because of it, or fails for longer. */
  private static void theTimeBetweenDoesNotCount(MySqlDatabase target) throws SQLException {
    String skipped =
        "select hex(left(webhook_id, 1)), failing_since > '2026-01-01 12:00:00', wakes_at is null from webhook_state where ";
    assertThat(words(target, skipped + "uncounted_micros > 0"))
        .containsExactlyInAnyOrder("01|null|1|", "02|1|0|");
    assertThat(words(target, skipped + "uncounted_micros = 0")).containsExactly("03|null|1|");
  }

  @Test
  void restore_thatWasCutShort_keepsServersAway_andBeginsAnew_andMayHold() throws Exception {
    MySqlDatabase target = MigratedDatabase.create();
    execute(target, "create table " + Database.UNFINISHED + " (id int)", ROWS.getFirst());
    assertThatThrownBy(() -> Database.open(settings(target)))
        .isInstanceOf(RefusedStart.class)
        .hasMessageContaining("run the same ./wardbell restore again");
    RestoreSummary summary = restore(target, new ArrayList<>(), true);
    assertThat(contents(target).get("clinic")).isEqualTo(contents(origin).get("clinic"));
    assertThat(summary.pausedWebhooks()).as("one was paused before").isEqualTo(2);
    assertThat(words(target, "select webhook_id from webhook_state where not paused")).isEmpty();
    Database.open(settings(target)).close();
  }

  @Test
  void restore_intoADatabaseInUse_isRefused_andChangesNothing() throws Exception {
    MySqlDatabase used = MigratedDatabase.create();
    execute(used, ROWS.getFirst());
    Map<String, List<String>> before = contents(used);
    assertThatThrownBy(() -> restore(used, new ArrayList<>(), false))
        .isInstanceOf(BackupRefusedException.class)
        .hasMessageContaining("The database is not empty");
    assertThat(contents(used)).isEqualTo(before);

    MySqlDatabase others = TemporaryMySql.shared().createDatabase();
    execute(others, "create table clinic (id int)");
    assertThatThrownBy(() -> restore(others, new ArrayList<>(), false))
        .hasMessageContaining("The database is not empty");
  }

  @Test
  void restore_besideAServer_isRefused() throws Exception {
    MySqlDatabase target = TemporaryMySql.shared().createDatabase();
    try (Connection server = open(target)) {
      assertThat(server.isValid(1)).isTrue();
      assertThatThrownBy(() -> restore(target, new ArrayList<>(), false))
          .isInstanceOf(BackupRefusedException.class)
          .hasMessageContaining("stop every api and worker");
    }
  }

  @Test
  void file_thatWasCut_changesNothing() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 20));
    MySqlDatabase target = TemporaryMySql.shared().createDatabase();
    assertThatThrownBy(
            () ->
                new DatabaseRestore(BackupFile.of(cut, SEAL), BackupProgress.NONE, sentence -> {})
                    .into(settings(target), false))
        .isInstanceOf(BackupRefusedException.class);
    assertThat(contents(target)).isEmpty();
  }

  @Test
  void schema_thatIsNewer_isRefused_andOlder_isBroughtUpToDate() throws Exception {
    MySqlDatabase newer = MigratedDatabase.create();
    execute(newer, "update flyway_schema_history set version = '9999' where version = '80'");
    Path later = backUp(newer, "later", null);
    MySqlDatabase target = TemporaryMySql.shared().createDatabase();
    assertThatThrownBy(() -> restore(later, target))
        .isInstanceOf(BackupRefusedException.class)
        .hasMessageContaining("The backup's schema is of version 9999");
    assertThat(contents(target)).isEmpty();

    MySqlDatabase older = TemporaryMySql.shared().createDatabase();
    Database.migrateTo(settings(older), "72");
    execute(older, ROWS.getFirst());
    restore(backUp(older, "earlier", null), target);
    assertThat(contents(target)).containsKey("restoration");
    assertThat(words(target, "select name from clinic")).hasSize(1);
  }

  @Test
  void masterKey_ofAnotherDatabase_isNotPutIntoABackup() throws Exception {
    MasterKeyCopy other = MasterKeyCopy.ofText(MasterKey.newKeyset());
    assertThatThrownBy(() -> backUp(origin, "other", other))
        .isInstanceOf(BackupRefusedException.class)
        .hasMessageContaining("is not the one of this database");
    assertThat(folder.resolve("other")).doesNotExist();
    assertThat(folder).isDirectoryNotContaining("glob:**other*");
  }

  @Test
  void masterKey_inABackup_comesOutOfIt_andReplacesNone() throws Exception {
    MasterKeyCopy key = MasterKeyCopy.ofText(MasterKey.newKeyset());
    Path with = backUp(MigratedDatabase.create(), "with", key);
    DatabaseRestore restore =
        new DatabaseRestore(BackupFile.of(with, SEAL), BackupProgress.NONE, told -> {});
    MasterKeyCopy found = restore.masterKey();
    assertThat(found).isNotNull();
    assertThat(found.text()).isEqualTo(key.text());
    Path place = folder.resolve("master.key");
    assertThat(found.putInto(place)).isNull();
    assertThat(found.putInto(place)).as("the same again").isNull();
    assertThat(MasterKeyCopy.ofText(MasterKey.newKeyset()).putInto(place))
        .contains("another master key");
  }

  private static Path backUp(MySqlDatabase database, String name, MasterKeyCopy key) {
    Path path = folder.resolve(name);
    new DatabaseBackup("0.1.0", () -> SEAL, key)
        .write(Database.connections(settings(database), m -> {}), path, BackupProgress.NONE);
    return path;
  }

  private static RestoreSummary restore(MySqlDatabase target, List<String> told, boolean hold) {
    return new DatabaseRestore(opened, BackupProgress.NONE, told::add).into(settings(target), hold);
  }

  private static void restore(Path backup, MySqlDatabase target) {
    new DatabaseRestore(BackupFile.of(backup, SEAL), BackupProgress.NONE, told -> {})
        .into(settings(target), false);
  }

  private static DatabaseSettings settings(MySqlDatabase database) {
    return new DatabaseSettings(database.jdbcUrl(), database.user(), database.password(), 4);
  }

  private static Connection open(MySqlDatabase database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private static void execute(MySqlDatabase database, String... statements) throws SQLException {
    try (Connection connection = open(database);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private static List<String> texts(MySqlDatabase database, String query) throws SQLException {
    try (Connection connection = open(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.append(Arrays.toString(rows.getBytes(i)));
        }
        texts.add(row.toString());
      }
      return texts;
    }
  }

  private static List<String> words(MySqlDatabase database, String query) throws SQLException {
    try (Connection connection = open(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> words = new ArrayList<>();
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.append(rows.getString(i)).append('|');
        }
        words.add(row.toString());
      }
      return words;
    }
  }

  /** Returns all rows of all tables, generated columns too, as bytes in words. */
  private static Map<String, List<String>> contents(MySqlDatabase database) throws SQLException {
    Map<String, List<String>> contents = new TreeMap<>();
    try (Connection connection = open(database);
        Statement statement = connection.createStatement();
        ResultSet tables =
            statement.executeQuery(
                "select table_name from information_schema.tables where table_schema = database() and table_name <> 'flyway_schema_history'")) {
      while (tables.next()) {
        String table = tables.getString(1);
        contents.put(
            table, texts(database, "select * from `" + table + "`").stream().sorted().toList());
      }
    }
    return contents;
  }
}
