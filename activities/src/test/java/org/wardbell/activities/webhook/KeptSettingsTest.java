package org.wardbell.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardbell.workflows.webhook.AnswerRule;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;
import org.wardbell.workflows.webhook.Protection;
import org.wardbell.workflows.webhook.Rate;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.TlsIdentity;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.databind.json.JsonMapper;

/**
 * Settings as each version of Wardbell kept them, one file for each: they are read for ever. Before
 * a release, copy what the newest says now into a file with the release's name.
 */
class KeptSettingsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path FOLDER = Path.of("src/test/resources/settings");

  /** A webhook that uses everything, but for what excludes each other. */
  private static final WebhookSettings FULL =
      WebhookSettings.of("CRM", "https://example.org/{{event_id}}", List.of("appointment.*"))
          .method(HttpMethod.PUT)
          .filter("data.appointment_id > 0")
          .headers(List.of(new Header("x-one", "1")))
          .query(List.of(new Header("q", "{{event_id}}")))
          .payload(
              new Payload(
                  PayloadFormat.FORM,
                  PayloadDetail.IDS_ONLY,
                  Payload.URLENCODED,
                  null,
                  List.of(new Header("field", "value")),
                  null))
          .authentication(
              new Authentication.OAuth2(
                  Authentication.Grant.CLIENT_CREDENTIALS,
                  null,
                  "https://example.org/token",
                  "client",
                  "secret",
                  Authentication.ClientAuthentication.BASIC,
                  List.of("write"),
                  null))
          .tls(new TlsIdentity("certificate", "key", "authorities"))
          .ed25519(true)
          .timeoutSeconds(20)
          .retry(RetryPolicy.ofSchedule(List.of(0, 60)).triedOn(RetryPolicy.ANY))
          .answers(List.of(new AnswerRule(409, "exists", AnswerRule.Meaning.DELIVERED)))
          .protection(new Protection(4, new Rate(10, 1, 5), true, false, true))
          .allowHttp(true)
          .build();

  static Stream<Path> versions() throws IOException {
    return Files.list(FOLDER).sorted();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void settings_ofEachVersion_areRead(Path version) throws IOException {
    assertThat(WebhookSealing.settings(Files.readAllBytes(version)))
        .as(version.getFileName().toString())
        .isEqualTo(FULL);
  }

  @Test
  void settings_ofThisVersion_areThoseOfTheNewestFile() throws IOException {
    Path newest = versions().toList().getLast();

    assertThat(JSON.readTree(Files.readAllBytes(newest)))
        .as("what this version keeps; a change wants a file of its own once there was a release")
        .isEqualTo(JSON.valueToTree(FULL));
  }

  @Test
  void lists_thatAreMissing_areEmpty() {
    WebhookSettings read =
        WebhookSealing.settings(
            """
            {"name":"a","url":"https://example.org","method":"POST","payload":{"format":"STANDARD","detail":"FULL",
            "contentType":"application/json"},"authentication":{"type":"none"},"timeoutSeconds":5,"retry":{"attempts":2},
            "protection":{"concurrency":8},"enabled":true}
            """
                .getBytes(StandardCharsets.UTF_8));

    assertThat(read.events()).isEmpty();
    assertThat(read.headers()).isEmpty();
    assertThat(read.query()).isEmpty();
    assertThat(read.answers()).isEmpty();
    assertThat(read.payload().form()).isEmpty();
    assertThat(read.retry().scheduleSeconds()).as("no list, which is no empty one").isNull();
    assertThat(read.ed25519()).isFalse();
  }
}
