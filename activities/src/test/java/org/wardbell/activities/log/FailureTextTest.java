package org.wardbell.activities.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.RefusedStart;

final class FailureTextTest {
  private static final String NAME = "Mustermann";

  @Test
  void failure_ofARequest_isItsClassesAndCodesWithoutTheirMessages() {
    Throwable failure =
        new IllegalStateException(
            "no row for " + NAME,
            new SQLException("Duplicate entry '" + NAME + "'", "23000", 1062));

    assertThat(FailureText.of(failure))
        .startsWith("java.lang.IllegalStateException" + System.lineSeparator())
        .contains("Caused by: java.sql.SQLException (SQLSTATE 23000, error 1062)")
        .contains("\tat " + FailureTextTest.class.getName())
        .doesNotContain(NAME);
  }

  @Test
  void failure_ofOurOwn_keepsItsMessage() {
    assertThat(FailureText.of(new RefusedStart("the schema is newer")))
        .startsWith(RefusedStart.class.getName() + ": the schema is newer");
  }

  @Test
  void failure_ofAStart_keepsAllMessages() {
    Throwable failure =
        new IllegalStateException("bean", new IllegalArgumentException("the URL is wrong"));
    failure.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("org.wardbell.worker.Workers", "start", "Workers.java", 1),
          new StackTraceElement(
              "org.springframework.boot.SpringApplication", "run", "SpringApplication.java", 2)
        });

    assertThat(FailureText.of(failure))
        .contains("java.lang.IllegalStateException: bean")
        .contains("Caused by: java.lang.IllegalArgumentException: the URL is wrong");
  }

  @Test
  void failure_whoseCausesGoInACircle_hasAnEnd() {
    Exception one = new IllegalStateException("one");
    one.initCause(new IllegalStateException("two", one));

    assertThat(FailureText.of(one)).containsOnlyOnce("Caused by: ");
  }
}
