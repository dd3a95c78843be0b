package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

class DatabaseRetriesTest {
  private static final RuntimeException AWAY =
      new DataAccessException("away", new SQLTransientConnectionException("no connection is free"));

  private static Duration waitAfter(UUID calendar, int attempt) {
    ApplicationFailure failure = DatabaseRetries.soon(AWAY, calendar, attempt);
    assertThat(failure.getType()).isEqualTo("Database");
    assertThat(failure.getOriginalMessage()).isEqualTo("database_away");
    return Objects.requireNonNull(failure.getNextRetryDelay());
  }

  /** An outage of an hour and its end are the same to a calendar: half a minute. */
  @Test
  void calendar_afterAnyNumberOfFailures_goesOnWithinHalfAMinute() {
    UUID calendar = UUID.randomUUID();
    for (int attempt = 1; attempt < 200; attempt++) {
      assertThat(waitAfter(calendar, attempt))
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }
    assertThat(waitAfter(calendar, 1)).isLessThan(Duration.ofSeconds(2));
    assertThat(waitAfter(calendar, 9)).isGreaterThanOrEqualTo(Duration.ofSeconds(24));
  }

  /** 1,000 calendars that failed together come back over seconds, and not all in one. */
  @Test
  void calendars_thatFailedTogether_comeBackSpread() {
    int[] inSecond = new int[31];
    for (int i = 0; i < 1_000; i++) {
      inSecond[(int) waitAfter(new UUID(i, 31L * i), 9).toSeconds()]++;
    }
    for (int each : inSecond) {
      assertThat(each).isLessThan(300);
    }
  }

  @Test
  void waits_ofOneCalendar_differFromTryToTry() {
    Set<Duration> waits = new HashSet<>();
    for (int attempt = 9; attempt < 29; attempt++) {
      waits.add(waitAfter(new UUID(1, 2), attempt));
    }
    assertThat(waits).hasSizeGreaterThan(10);
  }

  @Test
  void failure_thatIsNotTheDatabases_staysAsItIs() {
    IllegalStateException bug = new IllegalStateException("bug");
    assertThatThrownBy(
            () ->
                DatabaseRetries.run(
                    UUID.randomUUID(),
                    () -> {
                      throw bug;
                    }))
        .isSameAs(bug);
  }
}
