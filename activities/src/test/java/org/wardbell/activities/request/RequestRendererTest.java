package org.wardbell.activities.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.SigningSecret;
import org.wardbell.activities.webhook.SigningSecrets;
import org.wardbell.workflows.delivery.TransportProblem;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;
import org.wardbell.workflows.webhook.WebhookSettings;

class RequestRendererTest {
  private static final UUID CLINIC = UUID.fromString("01940000-0000-7000-8000-0000000000c1");
  private static final UUID EVENT = UUID.fromString("01940000-0000-7000-8000-0000000000e1");
  private static final UUID DELIVERY = UUID.fromString("01940000-0000-7000-8000-0000000000d1");
  private static final Instant HAPPENED = Instant.parse("2026-07-05T23:30:00.123456Z");
  private static final String SECRET = SigningSecrets.newShared().value();

  private final RequestRenderer renderer = new RequestRenderer(CatalogueFile.load(), "1.2.3");

  @Test
  void body_withoutTemplate_isTheEnvelopeWithTheDataByteForByte() {
    String data = "{ \"a\" : 1.00,\n\"é\":\"\\u00e9\" }";

    RenderedBody body = renderer.body(webhook("https://a.example/", null), event(data), DELIVERY);

    assertThat(text(body))
        .isEqualTo(
            "{\"id\":\""
                + EVENT
                + "\",\"type\":\"appointment.booked\",\"timestamp\":\"2026-07-05T23:30:00.123Z\""
                + ",\"clinic_id\":\""
                + CLINIC
                + "\",\"data\":"
                + data
                + "}");
    assertThat(body.reproducible()).isTrue();
    assertThat(body.contentType()).isEqualTo("application/json");
    assertThat(renderer.envelope(event(data), 1, "application/json").bytes())
        .isEqualTo(body.bytes());
  }

  @Test
  void body_withoutTemplate_neverParsesTheData() {
    EventFacts unparsable = event("this is no JSON");
    KeptWebhook webhook = webhook("https://a.example/hook", null);

    RenderedBody body = renderer.body(webhook, unparsable, DELIVERY);

    assertThat(text(body)).contains("this is no JSON");
    renderer.request(webhook, unparsable, body, DELIVERY, 1, Instant.now());
  }

  @Test
  void envelope_ofAVersionToCome_isRefused() {
    assertThatThrownBy(() -> renderer.envelope(event("{}"), 2, "application/json"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("update the worker");
  }

  @ParameterizedTest
  @CsvSource({
    "event_id,01940000-0000-7000-8000-0000000000e1",
    "event_type,appointment.booked",
    "event_name,kc_appointment_book",
    "delivery_id,01940000-0000-7000-8000-0000000000d1",
    "timestamp,2026-07-05T23:30:00.123Z",
    "module_name,appointment",
    "record_id,4711",
    "clinic_id,01940000-0000-7000-8000-0000000000c1",
    "clinic_name,Harbour",
    "clinic_email,''",
    "current_date,2026-07-06",
    "current_time,00:30:00",
    "current_date_time,2026-07-06T00:30:00+01:00",
    "appointment_id,4711",
    "current_user_id,''",
    "data.patient.city,Bristol",
    "patient.city,Bristol",
    "attempt,''"
  })
  void variable_ofAnEvent_isItsValueWhenItHappened(String name, String value) {
    String data = "{\"appointment_id\":4711,\"patient\":{\"city\":\"Bristol\"}}";

    RenderedBody body =
        renderer.body(webhook("https://a.example/", "\"{{" + name + "}}\""), event(data), DELIVERY);

    assertThat(text(body)).isEqualTo("\"" + value + "\"");
    assertThat(body.reproducible()).isFalse();
  }

  @Test
  void variable_givenInTheData_winsOverTheClinicButNotOverTheEvent() {
    String data =
        "{\"clinic_name\":\"Own\",\"current_date\":\"Own\",\"clinic_email\":null,"
            + "\"event_id\":\"Forged\",\"timestamp\":\"Forged\",\"delivery_id\":\"Forged\","
            + "\"event_name\":\"Forged\",\"event_type\":\"Forged\"}";
    String template =
        "[\"{{clinic_name}}\",\"{{current_date}}\",{{clinic_email}},\"{{event_id}}\",\"{{timestamp}}\","
            + "\"{{delivery_id}}\",\"{{event_name}}\",\"{{event_type}}\",\"{{data.event_id}}\"]";

    String body =
        text(renderer.body(webhook("https://a.example/", template), event(data), DELIVERY));

    assertThat(body).startsWith("[\"Own\",\"Own\",null,\"" + EVENT).endsWith(",\"Forged\"]");
    assertThat(body.split("Forged", -1)).hasSize(2);
  }

  @Test
  void request_anyWebhook_carriesOurHeadersAndAValidSignature() throws Exception {
    KeptWebhook webhook = webhook("https://a.example/hook", null);
    RenderedBody body = renderer.body(webhook, event("{\"a\":1}"), DELIVERY);
    Instant now = Instant.now();

    OutgoingRequest request = renderer.request(webhook, event("{\"a\":1}"), body, DELIVERY, 3, now);

    assertThat(header(request, "webhook-id")).isEqualTo(DELIVERY.toString());
    assertThat(header(request, "wardbell-event-id")).isEqualTo(EVENT.toString());
    assertThat(header(request, "webhook-timestamp")).isEqualTo(Long.toString(now.getEpochSecond()));
    assertThat(header(request, "User-Agent")).isEqualTo("Wardbell/1.2.3");
    assertThat(header(request, "Accept-Encoding")).isEqualTo("identity");
    assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(request.body()).isSameAs(body);
    Map<String, List<String>> headers = new HashMap<>();
    request.headers().forEach(each -> headers.put(each.name(), List.of(each.value())));
    new Webhook(SECRET).verify(text(body), HttpHeaders.of(headers, (name, value) -> true));
  }

  @Test
  void request_withTemplates_rendersUrlQueryAndHeaders() {
    KeptWebhook webhook =
        webhook(
            "https://a.example/{{clinic_id}}?kept=a%20b&n={{patient_name}}",
            List.of(new Header("tag", "#{{attempt}} & co"), new Header("a b", "1")),
            List.of(new Header("X-Patient", "{{patient_name}} ({{attempt}})")),
            null);
    EventFacts event = event("{\"patient_name\":\"Zoë & Co\"}");

    OutgoingRequest request =
        renderer.request(
            webhook, event, renderer.body(webhook, event, DELIVERY), DELIVERY, 2, Instant.now());

    assertThat(request.url())
        .hasToString(
            "https://a.example/"
                + CLINIC
                + "?kept=a%20b&n=Zo%C3%AB%20%26%20Co&tag=%232%20%26%20co&a%20b=1");
    assertThat(header(request, "X-Patient")).isEqualTo("Zoë & Co (2)");
    assertThat(request.toString()).doesNotContain("Zo");
  }

  @Test
  void request_ofAnotherAttempt_differsInTimeAndSignatureOnly() {
    KeptWebhook webhook = webhook("https://a.example/", null);
    EventFacts event = event("{}");
    RenderedBody body = renderer.body(webhook, event, DELIVERY);
    Instant now = Instant.parse("2026-07-06T00:00:00Z");

    OutgoingRequest first = renderer.request(webhook, event, body, DELIVERY, 1, now);
    OutgoingRequest second =
        renderer.request(webhook, event, body, DELIVERY, 2, now.plusSeconds(9));

    for (Header header : first.headers()) {
      boolean changes = List.of("webhook-timestamp", "webhook-signature").contains(header.name());
      assertThat(header.value().equals(header(second, header.name()))).isNotEqualTo(changes);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "%2e", "%2E."})
  void request_valueThatWouldLeaveThePath_isRefused(String value) {
    KeptWebhook webhook = webhook("https://a.example/users/{{data.v}}/notes", null);
    EventFacts event = event("{\"v\":\"" + value + "\"}");
    RenderedBody body = renderer.body(webhook, event, DELIVERY);

    if (value.contains("%")) {
      // The percent sign is encoded itself, so this is a name like any other.
      assertThat(
              renderer.request(webhook, event, body, DELIVERY, 1, Instant.now()).url().getRawPath())
          .startsWith("/users/%25");
    } else {
      assertThatThrownBy(() -> renderer.request(webhook, event, body, DELIVERY, 1, Instant.now()))
          .isInstanceOf(UnrenderableException.class)
          .hasMessageNotContaining("users");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\r\\nX-Evil: 1", "a\\nb", "\\u0000", "\\u007f", "\\u0085"})
  void request_valueThatWouldEndAHeader_isRefusedWithoutQuotingIt(String value) {
    KeptWebhook webhook =
        webhook("https://a.example/", List.of(), List.of(new Header("X", "{{data.v}}")), null);
    EventFacts event = event("{\"v\":\"" + value + "\"}");
    RenderedBody body = renderer.body(webhook, event, DELIVERY);

    assertThatThrownBy(() -> renderer.request(webhook, event, body, DELIVERY, 1, Instant.now()))
        .isInstanceOf(UnrenderableException.class)
        .hasMessageNotContaining("Evil");
  }

  @Test
  void body_thatGrowsBeyondItsLimit_isRefused() {
    KeptWebhook webhook = webhook("https://a.example/", "[\"{{data.v}}\",\"{{data.v}}\"]");
    EventFacts event = event("{\"v\":\"" + "x".repeat(200_000) + "\"}");

    RenderedBody body = renderer.body(webhook, event, DELIVERY);

    assertThat(body.bytes()).isEmpty();
    assertThat(body.problem()).isEqualTo(TransportProblem.RENDER_FAILED);
  }

  @Test
  void templates_ofANewVersion_areReadAnew() {
    KeptWebhook old = webhook("https://a.example/", "\"old\"");
    KeptWebhook changed =
        new KeptWebhook(
            old.id(),
            CLINIC,
            2,
            webhook("https://a.example/", "\"new\"").settings(),
            old.secrets());

    assertThat(text(renderer.body(old, event("{}"), DELIVERY))).isEqualTo("\"old\"");
    assertThat(text(renderer.body(changed, event("{}"), DELIVERY))).isEqualTo("\"new\"");
  }

  private static EventFacts event(String data) {
    return new EventFacts(
        EVENT,
        "appointment.booked",
        null,
        new ClinicFacts(CLINIC, "Harbour", null, null, null, ZoneId.of("Europe/London"), false),
        HAPPENED,
        data.getBytes(StandardCharsets.UTF_8));
  }

  private static KeptWebhook webhook(String url, String body) {
    return webhook(url, List.of(), List.of(), body);
  }

  private static KeptWebhook webhook(
      String url, List<Header> query, List<Header> headers, String body) {
    return new KeptWebhook(
        UUID.fromString("01940000-0000-7000-8000-0000000000b1"),
        CLINIC,
        1,
        WebhookSettings.of("CRM", url, List.of("*"))
            .headers(headers)
            .query(query)
            .payload(body == null ? Payload.STANDARD : template(body))
            .build(),
        List.of(new SigningSecret(SECRET, null)));
  }

  private static String header(OutgoingRequest request, String name) {
    return request.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(Header::value)
        .findFirst()
        .orElse("");
  }

  private static String text(RenderedBody body) {
    return new String(body.bytes(), StandardCharsets.UTF_8);
  }

  private static Payload template(String body) {
    return new Payload(
        PayloadFormat.TEMPLATE, PayloadDetail.FULL, Payload.JSON, body, List.of(), null);
  }
}
