package org.wardbell.activities.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The versions are those that real servers tell. */
final class DatabaseChecksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.11.6-MariaDB-0+deb12u1 | Debian 12 | MariaDB",
        "5.5.5-10.11.6-MariaDB-1:10.11.6+maria~ubu2204-log | mariadb.org binary distribution | MariaDB",
        "11.8.2 | MariaDB Server | MariaDB",
        "8.0.11-TiDB-v7.5.0 | TiDB Server (Apache License 2.0) | TiDB",
      })
  void server_thatIsNotMySql_isRefusedByItsName(String version, String comment, String name) {
    assertThat(DatabaseChecks.ofVersion(version, comment))
        .singleElement()
        .asString()
        .contains("is " + name)
        .contains("MySQL only");
  }

  @ParameterizedTest
  @CsvSource({"5.7.44-log", "8.0.30", "nonsense"})
  void mySql_thatIsTooOld_isRefusedWithTheVersionThatWillDo(String version) {
    assertThat(DatabaseChecks.ofVersion(version, "MySQL Community Server - GPL"))
        .singleElement()
        .asString()
        .contains(version)
        .contains("8.0.31 or newer");
  }

  @ParameterizedTest
  @CsvSource({"8.0.31", "8.0.44-0ubuntu0.24.04.1", "8.4.0", "9.5.0", "10.0.1", "8.1.0-rds.1"})
  void mySql_thatIsNewEnough_isTaken(String version) {
    assertThat(DatabaseChecks.ofVersion(version, "MySQL Community Server - GPL")).isEmpty();
  }
}
