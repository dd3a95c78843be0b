package org.wardbell.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.util.RawValue;

/**
 * Wrong values for each field of each request in the OpenAPI document, the nested ones too: never a
 * 5xx, and every refusal is a problem document that names a field.
 */
@Tag("servers")
class BadRequestsTest {
  private static final String NOTHING = "\u0000absent";
  private static final String SECRET = "s3cr3t-of-nobody";

  private static final List<String> WRONG =
      List.of(
          NOTHING,
          "null",
          "true",
          "7",
          "-1.5e300",
          "1e999999999",
          "9223372036854775808",
          "1".repeat(900),
          "\"\"",
          "\" \"",
          "\"" + "x".repeat(5_000) + "\"",
          "\"" + "{{".repeat(2_000) + "\"",
          "\"\\u0000\\n\\u202e\"",
          "\"\\ud800\"",
          "\"\\ud83d\\ude00\\ufeff\\u2028\"",
          "\"'; drop table event; -- {{7*7}} ${jndi:ldap://x} <script>\"",
          "\"" + SECRET + "\"",
          "[]",
          "[null]",
          "[[]]",
          "[\"x\",7,{}]",
          "{}",
          "{\"a\":[[]]}",
          "{\"\":\"\"}",
          "[".repeat(40) + "]".repeat(40));

  @TestFactory
  Stream<DynamicTest> eachField_withEachWrongValue_isNever5xx() {
    return OpenApi.testEach(
        OpenApi.shared().withBody(),
        operation -> OpenApi.shared().fields(operation, field -> wrong(operation, field)));
  }

  @TestFactory
  Stream<DynamicTest> anUnknownField_anywhere_isNamed() {
    return OpenApi.testEach(
        OpenApi.shared().withBody(),
        operation -> {
          var body = OpenApi.shared().example(operation);
          body.put("no_such_field_here", SECRET);
          Call.Answer answer = send(operation, body.toString());
          if (answer.status() != 404) {
            assertThat(answer.status()).as(answer.text()).isIn(400, 422);
            assertThat(answer.text()).doesNotContain(SECRET);
          }
        });
  }

  private static void wrong(OpenApi.Operation operation, OpenApi.Field field) {
    JsonNode right = field.parent().path(field.name());
    for (String wrong : WRONG) {
      if (wrong.equals(NOTHING)) {
        field.parent().remove(field.name());
      } else {
        field.parent().putRawValue(field.name(), new RawValue(wrong));
      }
      Call.Answer answer = send(operation, field.whole().toString());
      field.parent().set(field.name(), right);
      if (Refusals.isNoWorker(answer)) {
        return; // It was taken, and each further one that is would wait for a worker as well.
      }
      check(answer, field.path() + " = " + wrong.substring(0, Math.min(40, wrong.length())));
    }
  }

  private static void check(Call.Answer answer, String what) {
    assertThat(answer.status()).as("%s: %s", what, answer.text()).isLessThan(500);
    if (answer.status() >= 400) {
      Refusals.check(answer, what);
      assertThat(answer.text()).as(what).doesNotContain(SECRET);
    }
  }

  private static Call.Answer send(OpenApi.Operation operation, String body) {
    return operation.withJson().send(operation.method(), body);
  }
}
