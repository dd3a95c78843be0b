package org.wardbell.api.dashboard.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.api.problem.FieldProblem;

class RefusalWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Use https://, or set allow_http to true if the way is safe. | Use https://, or tick “Plain http is allowed” if the way is safe.
          This type needs client_secret. It is secret. | This type needs “Client secret”. It is secret.
          300 is more than max_seconds, 60. | 300 is more than “Longest wait, in seconds”, 60.
          Set authentication.token_url instead. | Set “Token endpoint” instead.
          Begin once more (POST /api/v1/session/totp). | Begin once more.
          There is no such format. Use one of full, ids_only, empty. | There is no such format. Choose one of the list.
          Use none, api_key, basic or hmac. | Choose one of the list.
          Use POST, PUT or PATCH. | Use POST, PUT or PATCH.
          Write it like {{patient_name}} or data.event_type, or {{time_zone}}. | Write it like {{patient_name}} or data.event_type, or {{time_zone}}.
          Write it like channel_not_found. | Write it like channel_not_found.
          """)
  void names_ofRest_becomeTheLabelsOfForms_andExamplesStay(String text, String shown) {
    assertThat(RefusalWords.of(text)).isEqualTo(shown);
  }

  @Test
  void problem_isOneSentenceWithOneFullStop_andTheRemedyFollows() {
    assertThat(RefusalWords.of(new FieldProblem("name", "is missing", "Give one.")))
        .isEqualTo("This is missing. Give one.");
    assertThat(RefusalWords.of(new FieldProblem("url", "A webhook needs a URL.", "Give one.")))
        .isEqualTo("A webhook needs a URL. Give one.");
    assertThat(RefusalWords.of(new FieldProblem("to", "is longer than a year.", "")))
        .isEqualTo("This is longer than a year.");
  }

  @Test
  void field_isCalledByItsLabel_orByItsNameInWords() {
    assertThat(RefusalWords.label("authentication.token_url")).isEqualTo("Token endpoint");
    assertThat(RefusalWords.label("answers[2].contains")).isEqualTo("Text in the answer");
    assertThat(RefusalWords.label("webhook_id")).isEqualTo("Webhook id");
  }

  @Test
  void refusal_namesAField_whenItIsAboutItOrMendedWithIt() {
    FieldProblem plain =
        new FieldProblem("url", "Plain http is not encrypted.", "Set allow_http to true.");
    assertThat(RefusalWords.names(plain, "allow_http")).isTrue();
    assertThat(RefusalWords.names(plain, "url")).isTrue();
    assertThat(RefusalWords.names(plain, "query")).isFalse();
  }

  @Test
  void everyLabel_standsInATemplate() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"))) {
      for (Path template : templates.filter(file -> file.toString().endsWith(".jte")).toList()) {
        all.append(Files.readString(template));
      }
    }

    assertThat(FieldLabels.BY_PATH.values()).allSatisfy(label -> assertThat(all).contains(label));
  }
}
