package org.wardbell.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class CodesOnlyFailuresTest {
  private final DataConverter converter =
      DefaultDataConverter.newDefaultInstance().withFailureConverter(new CodesOnlyFailures());

  @Test
  void failure_ofTheDatabase_isNamedButNotQuoted() {
    Failure failure =
        converter.exceptionToFailure(
            new IllegalStateException(
                "Duplicate entry 'Lovelace' for key 'event.x'",
                new SQLException("Lovelace again")));

    assertThat(failure.getMessage()).isEqualTo("IllegalStateException");
    assertThat(failure.getCause().getMessage()).isEqualTo("SQLException");
    assertThat(failure.toString()).doesNotContain("Lovelace");
    assertThat(failure.getStackTrace()).contains("CodesOnlyFailuresTest");
  }

  @Test
  void failure_ofOurOwn_keepsItsCodes() {
    Failure failure =
        converter.exceptionToFailure(
            ApplicationFailure.newFailureWithCause(
                "attempt 3 of 10: http_503", "NotDeliveredYet", new SQLException("Lovelace")));

    assertThat(failure.getMessage()).isEqualTo("attempt 3 of 10: http_503");
    assertThat(failure.toString()).doesNotContain("Lovelace");
  }

  @Test
  void failure_readAgain_isTheExceptionThatItWas() {
    Failure failure = converter.exceptionToFailure(new IllegalStateException("Lovelace"));

    assertThat(converter.failureToException(failure))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            read -> {
              assertThat(read.getType()).isEqualTo("java.lang.IllegalStateException");
              assertThat(read.getOriginalMessage()).isEqualTo("IllegalStateException");
            });
  }
}
