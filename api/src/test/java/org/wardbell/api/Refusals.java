package org.wardbell.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The common properties of every refusal: a problem document that helps, and tells nothing of our
 * insides.
 */
final class Refusals {
  private static final int UNPROCESSABLE = 422;
  private static final int UNAVAILABLE = 503;

  /** A remedy is said in whole sentences, of which one may be a question. */
  private static final Pattern SENTENCES = Pattern.compile("(?s)[\\p{Lu}{<].* .*[.?]");

  /** What may be said of any field tells nobody what this one wants. */
  private static final Set<String> VAGUE =
      Set.of(
          "Send the field in that form.",
          "Give a value.",
          "Check it again.",
          "Correct the field.",
          "Send something else.");

  private Refusals() {}

  static void check(Call.Answer answer, String what) {
    String as = what + ": " + answer.status() + " " + answer.text();
    assertThat(answer.header("content-type")).as(as).startsWith("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.path("status").asInt()).as(as).isEqualTo(answer.status());
    assertThat(problem.path("type").asString()).as(as).startsWith("urn:wardbell:problem:");
    assertThat(problem.path("title").asString()).as(as).isNotBlank();
    assertThat(problem.path("detail").asString()).as(as).isNotBlank();
    if (answer.status() == UNPROCESSABLE) {
      assertThat(problem.path("errors")).as(as).isNotEmpty();
    }
    problem
        .path("errors")
        .forEach(
            error -> {
              assertThat(error.path("field").asString("")).as(as).isNotBlank();
              assertThat(error.path("problem").asString("")).as(as).isNotBlank();
              String fix = error.path("fix").asString("");
              assertThat(fix).as(as).matches(SENTENCES);
              assertThat(VAGUE).as(as).doesNotContain(fix);
            });
    assertThat(answer.text())
        .as(as)
        .doesNotContain("org.wardbell.", "jackson", "Exception", "\tat ", "java.lang", "SQL");
  }

  /** Returns whether an answer says that no worker runs; none runs beside this api. */
  static boolean isNoWorker(Call.Answer answer) {
    return answer.status() == UNAVAILABLE && answer.text().contains("worker");
  }
}
