package org.wardbell.api.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

class IfMatchTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"4.0a\"",
        "\"4\"",
        "4",
        "\"4.ff\", \"9.aa\"",
        "\"9.aa\",\"4.0a\"",
        "W/\"9\", \"4.0a\"",
        "*"
      })
  void header_thatNamesTheRevision_letsTheChangePass(String header) {
    assertThatCode(() -> IfMatch.of(header).require("4")).doesNotThrowAnyException();
  }

  /** A weak tag never fits here (RFC 9110, section 13.1.1). */
  @ParameterizedTest
  @ValueSource(strings = {"\"3.0a\"", "\"44\"", "W/\"4.0a\"", "5", "\"\"", "nonsense", ""})
  void header_thatNamesAnother_is412(String header) {
    assertThatThrownBy(() -> IfMatch.of(header).require("4"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.kind()).isEqualTo(ProblemKind.PRECONDITION_FAILED);
              assertThat(problem).hasMessageContaining("Read it again");
            });
  }

  @Test
  void none_isNotGivenAndFitsAll() {
    assertThat(IfMatch.of(null).isGiven()).isFalse();
    assertThatCode(() -> IfMatch.of(null).require("4")).doesNotThrowAnyException();
    assertThat(IfMatch.of("\"4\"").isGiven()).isTrue();
  }

  @Test
  void header_ofEndlessTags_isRefused() {
    assertThatThrownBy(() -> IfMatch.of("\"a\",".repeat(1_000)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("If-Match");
  }

  @ParameterizedTest
  @CsvSource({"a,b", "ab,''"})
  void revisions_ofValuesThatJoinAlike_differ(String first, String second) {
    assertThat(Revisions.of(first, second)).isNotEqualTo(Revisions.of(first + second));
    assertThat(Revisions.of((Object) null)).isNotEqualTo(Revisions.of("null"));
  }
}
