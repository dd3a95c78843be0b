package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.state.KeptResponses;
import org.wardbell.activities.http.ReceivedResponse;
import org.wardbell.simulator.http.Header;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.event.EventBatch;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values that want to be more than values, from the event to the bytes that a receiver gets: no
 * request, header, path or log line that nobody wrote.
 */
final class InjectionTest extends DeliveryTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
  }

  @AfterEach
  void stop() {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nX-Evil: 1",
        "a\nX-Evil: 1",
        "a\rX-Evil: 1",
        "a\u0000b",
        "a\u0085X-Evil: 1",
        "\u001b[2Jred",
        "a\r\n\r\nGET /evil HTTP/1.1\r\nHost: x\r\n\r\n",
      })
  void value_thatEndsAHeader_isRefusedAndNothingIsSent(String value) {
    DeliveryRecord delivery =
        sent(WebhookBuilder.at("/header").withHeader("X-Name", "{{v}}"), value);

    assertThat(delivery.getStatus()).isEqualTo("REFUSED");
    assertThat(delivery.getLastCode()).isEqualTo("render_failed");
    assertThat(harness.receiver.requests()).isEmpty();
    nothingWasLogged(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u2028X-Evil: 1",
        "a\u2029b",
        "\u560d\u560aX-Evil: 1", // whose low bytes are CR and LF
        "${jndi:ldap://127.0.0.1/x}",
        "{{event_id}}",
        "%0d%0aX-Evil: 1",
      })
  void value_thatOnlyLooksLikeALineBreak_staysInItsHeader(String value) {
    DeliveryRecord delivery =
        sent(WebhookBuilder.at("/header").withHeader("X-Name", "{{v}}"), value);

    assertThat(delivery.getStatus()).isEqualTo("DELIVERED");
    ReceivedRequest request = harness.receiver.requests().getFirst();
    assertThat(request.headers()).extracting(Header::name).doesNotContain("X-Evil");
    assertThat(request.headers().stream().filter(each -> each.name().equals("X-Name"))).hasSize(1);
    nothingWasLogged(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x/../../admin",
        "x?admin=1#f",
        "x\\..\\admin",
        "@evil.example",
        "x y\tz\r\nHost: evil",
        "%2e%2e%2fadmin",
        "http://evil.example/",
        "\u202e\u0000\ud83d\ude00",
        "//evil.example",
        ";jsessionid=1",
      })
  void value_inPathAndQuery_staysOneSegmentAndOneParameter(String value) {
    DeliveryRecord delivery = sent(WebhookBuilder.at("/hook/{{v}}/end?q={{v}}&fixed=1"), value);

    assertThat(delivery.getStatus()).isEqualTo("DELIVERED");
    ReceivedRequest request = harness.receiver.requests().getFirst();
    assertThat(request.path()).startsWith("/hook/").endsWith("/end");
    assertThat(request.path().chars().filter(c -> c == '/')).hasSize(3);
    assertThat(request.query()).startsWith("q=").endsWith("&fixed=1");
    assertThat(request.query().chars().filter(c -> c == '&')).hasSize(1);
    assertThat(request.query() + request.path()).doesNotContain(" ", "\\", "\r", "\n");
    nothingWasLogged(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void value_thatWouldWalk_isRefused(String value) {
    DeliveryRecord delivery = sent(WebhookBuilder.at("/hook/{{v}}/end"), value);

    assertThat(delivery.getLastCode()).isEqualTo("render_failed");
    assertThat(harness.receiver.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\", \"admin\": true, \"x\": \"",
        "\\",
        "\\\"",
        "\u0000\u0008\u001f\u2028\u2029\ufeff",
        "{{event_id}} {{#each x}} ${jndi:ldap://x}",
        "</script><!--",
        "\ud83d\ude00\u202e",
      })
  void value_inAJsonBody_isThatValueAndNothingElse(String value) {
    DeliveryRecord delivery =
        sent(WebhookBuilder.at("/json").withBody("{\"in\": \"<{{v}}>\", \"whole\": {{v}}}"), value);

    assertThat(delivery.getStatus()).isEqualTo("DELIVERED");
    var body = JSON.readTree(harness.receiver.requests().getFirst().text());
    assertThat(body.propertyNames()).containsExactly("in", "whole");
    assertThat(body.path("in").asString()).isEqualTo("<" + value + ">");
    assertThat(body.path("whole").asString()).isEqualTo(value);
    nothingWasLogged(value);
  }

  @Test
  void answer_thatEchoesAPatient_isKeptSealedAndLoggedNowhere() {
    harness.receiver.behave("/echo", Step.echo());

    DeliveryRecord delivery =
        sent(WebhookBuilder.at("/echo").withBody("{\"n\": \"{{v}}\"}"), "Zdenka Pohlreichova");

    byte[] kept = harness.attempts(delivery.getId()).getFirst().getResponseCiphertext();
    assertThat(kept).isNotNull();
    ReceivedResponse opened =
        new KeptResponses(harness.encryption).open(harness.clinic, delivery.getId(), 1, kept);
    assertThat(new String(opened.body(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("Pohlreichova");
    new Invariants(harness.dsl()).areNowhereInTheClear(List.of("Pohlreichova", "Zdenka"));
    nothingWasLogged("Pohlreichova");
  }

  private DeliveryRecord sent(WebhookBuilder webhook, String value) {
    harness.webhook(webhook);
    String data = JSON.writeValueAsString(java.util.Map.of("v", value));
    harness
        .engine
        .dispatch()
        .dispatch(
            new EventBatch(
                harness.intake.accept(List.of(harness.event(null, data))).stream()
                    .map(each -> each.id().toString())
                    .toList()));
    return harness.delivery();
  }

  private void nothingWasLogged(String value) {
    assertThat(List.copyOf(log.list))
        .allSatisfy(
            each -> {
              String line = each.getFormattedMessage();
              assertThat(line).doesNotContain(value, "X-Evil", "\n", "\r", "\u001b");
            });
  }
}
