package org.wardbell.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;

class PasswordRulesTest {
  private static void choose(String password) {
    FieldChecks checks = new FieldChecks();
    PasswordRules.chosen("password", password, "ann@clinic.example", checks);
    checks.orThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short words",
        "aaaaaaaaaaaaaaaa",
        "1212121212121212",
        "Ann@Clinic.Example",
        "half a \ud800 character of many",
        "my ann@clinic.example"
      })
  void password_thatIsEasyToGuess_isRefused(String password) {
    assertThatThrownBy(() -> choose(password)).isInstanceOf(ProblemException.class);
  }

  @Test
  void password_ofTwelveCharactersOfAnyScript_isTaken() {
    choose("\u043f\u0430\u0440\u043e\u043b\u044c \u0434\u043b\u0438\u043d\u0430");
    choose("\ud83d\ude00\ud83d\ude01\ud83d\ude02\ud83d\ude03\ud83d\ude04 and words");
    assertThatThrownBy(() -> choose("ab".repeat(200))).isInstanceOf(ProblemException.class);
  }

  @Test
  void password_composedInAnotherWay_isTheSame() {
    assertThat(PasswordRules.normalized("caf\u0065\u0301 at the corner"))
        .isEqualTo(PasswordRules.normalized("caf\u00e9 at the corner"));
  }
}
