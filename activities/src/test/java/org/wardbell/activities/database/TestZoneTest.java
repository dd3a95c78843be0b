package org.wardbell.activities.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class TestZoneTest {
  @Test
  void zone_ofTheStoresTests_isNotUtc() {
    assertThat(ZoneId.systemDefault().getRules().getOffset(Instant.now()))
        .as("-Duser.timezone of the tests, see pom.xml: in UTC no test sees a shifted time")
        .isNotEqualTo(ZoneOffset.UTC);
  }
}
