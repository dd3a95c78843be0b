package org.wardbell.activities.webhook.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.webhook.rules.Drafts.draft;
import static org.wardbell.activities.webhook.rules.Drafts.rejected;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.webhook.draft.WebhookDraft.Parameter;
import org.wardbell.workflows.webhook.Problem;

/** Tests which headers a webhook may add to its requests. */
class HeaderRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "webhook-id",
        "Webhook-Signature",
        "wardbell-event-id",
        "Host",
        "content-length",
        "Transfer-Encoding",
        "Connection",
        "User-Agent",
        "Accept-Encoding",
        "Content-Type",
        "Trailer",
        "X Y",
        "X:",
        ":path",
        "X-Ö",
        "X\r\nY",
        "X\u0000"
      })
  void header_reservedOrMalformedName_isRefused(String name) {
    assertThat(rejected(draft().headers(new Parameter("A", "b"), new Parameter(name, "x")).build()))
        .extracting(Problem::field)
        .containsExactly("headers[1].name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nX-Evil: 1",
        "a\nb",
        "a\rb",
        "a\u0000b",
        "a\u007fb",
        "Zoë",
        "{{nobody}}",
        "{{patient_name",
        "{{patient_name | shout}}"
      })
  void header_badValue_isRefused(String value) {
    assertThat(rejected(draft().headers(new Parameter("X-A", value)).build()))
        .extracting(Problem::field)
        .containsExactly("headers[0].value");
  }

  @Test
  void header_twiceInAnotherCase_isRefused() {
    assertThat(
            rejected(draft().headers(new Parameter("X-A", "1"), new Parameter("x-a", "2")).build()))
        .extracting(Problem::field)
        .containsExactly("headers[1].name");
  }

  @Test
  void header_missingPartsOrTooMany_areRefused() {
    assertThat(
            rejected(
                draft().headers(null, new Parameter(null, "x"), new Parameter("X", null)).build()))
        .extracting(Problem::field)
        .containsExactly("headers[0].name", "headers[1].name", "headers[2].value");
    Parameter[] many = new Parameter[51];
    Arrays.setAll(many, i -> new Parameter("X-" + i, "1"));
    assertThat(rejected(draft().headers(many).build()))
        .extracting(Problem::field)
        .containsExactly("headers");
  }
}
