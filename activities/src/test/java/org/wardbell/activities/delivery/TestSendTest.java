package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Record;
import org.jooq.Result;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.interactive.ResultJson;
import org.wardbell.activities.preview.RequestPreview;
import org.wardbell.activities.preview.SampleData;
import org.wardbell.activities.preview.ShownRequest;
import org.wardbell.activities.preview.TestSendReport;
import org.wardbell.activities.preview.TestSendRequest;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.SigningSecrets;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.WebhookSettings;

/** A person tries a webhook: by the same way as a delivery, and without a trace among them. */
final class TestSendTest extends DeliveryTest {
  private static final String DATA = "{\"appointment_id\":4711,\"patient_name\":\"Grace\"}";

  @Test
  void test_showsExactlyWhatTheReceiverGotButForCredentials() {
    UUID webhook = insert("/hook/try?token=query-secret-9876&page=1");

    TestSendReport report = test(webhook, DATA);

    ReceivedRequest got = harness.receiver.requests("/hook/try").getFirst();
    ShownRequest shown = report.request();
    assertThat(shown.body()).isEqualTo(got.body().utf8()).contains("Grace");
    assertThat(shown.url()).isEqualTo(harness.receiver.url("/hook/try?token=••••9876&page=1"));
    assertThat(got.query()).contains("query-secret-9876");
    assertThat(value(shown, "X-Api-Key")).isEqualTo("••••cdef");
    assertThat(got.header("X-Api-Key")).isEqualTo("0123456789abcdef");
    for (String name :
        List.of("webhook-id", "webhook-signature", "wardbell-test", "User-Agent", "Content-Type")) {
      assertThat(value(shown, name)).as(name).isEqualTo(got.header(name)).isNotEmpty();
    }
    assertThat(got.header("wardbell-test")).isEqualTo("true");
    assertThat(report.verdict().outcome()).isEqualTo(AttemptOutcome.DELIVERED);
    assertThat(report.response().status()).isEqualTo(200);
    assertThat(report.address()).isEqualTo("127.0.0.1");
    assertThat(report.timings().totalMicros()).isPositive();
  }

  @Test
  void test_ofAWebhookThatProvesItself_showsThePlaceAndSendsTheCredential() {
    UUID webhook =
        insert(
            "/hook/proof",
            new Authentication.ApiKey(
                Authentication.Place.QUERY, "knock", "fedcba9876543210-query-secret"));

    TestSendReport report = test(webhook, DATA);

    assertThat(report.request().url())
        .isEqualTo(harness.receiver.url("/hook/proof?knock=••••cret"));
    assertThat(harness.receiver.requests("/hook/proof").getFirst().query())
        .isEqualTo("knock=fedcba9876543210-query-secret");
  }

  @Test
  void test_whoseBodyIsTooLarge_sendsNothing() {
    UUID webhook =
        harness.webhook(
            WebhookBuilder.at("/hook/large")
                .withBody("{\"twice\": \"{{patient_name}}{{patient_name}}\"}"));

    TestSendReport report = test(webhook, "{\"patient_name\":\"" + "x".repeat(200_000) + "\"}");

    assertThat(report.verdict().code()).isEqualTo("render_failed");
    assertThat(harness.receiver.requests("/hook/large")).isEmpty();
  }

  @Test
  void test_whoseTransformationFails_saysWhatADeliveryWould() {
    UUID webhook =
        harness.webhook(FilterTest.transformed("/hook/shaped", "$number(data.patient_name)"));

    TestSendReport report = test(webhook, "{\"patient_name\":\"no number\"}");

    assertThat(report.verdict().code()).isEqualTo("transform_failed");
    assertThat(harness.receiver.requests("/hook/shaped")).isEmpty();
  }

  @Test
  void test_thatFails_isNotRepeatedNotCountedAndSaysWhatToDo() {
    harness.receiver.behave("/hook/bad", Behaviour.statuses(503));
    UUID webhook = insert("/hook/bad");
    Result<? extends Record> before = harness.dsl().fetch(WEBHOOK_STATE);

    TestSendReport report = test(webhook, DATA);

    assertThat(report.verdict().outcome()).isEqualTo(AttemptOutcome.FAILED);
    assertThat(report.verdict().code()).isEqualTo("http_503");
    assertThat(report.verdict().advice()).contains("overloaded").doesNotContain("sent again");
    assertThat(report.response().status()).isEqualTo(503);
    assertThat(harness.receiver.requests("/hook/bad")).hasSize(1);
    assertThat(harness.dsl().fetchCount(DELIVERY)).isZero();
    assertThat(harness.dsl().fetchCount(ATTEMPT)).isZero();
    assertThat(harness.dsl().fetchCount(EVENT)).isZero();
    assertThat(harness.dsl().fetch(WEBHOOK_STATE)).isEqualTo(before);
  }

  @Test
  void test_ofWhatIsPausedAndDisabled_isSentAllTheSame() {
    UUID webhook = insert("/hook/off");
    harness.pause(webhook);
    harness.disableOnly(webhook);

    assertThat(test(webhook, DATA).verdict().outcome()).isEqualTo(AttemptOutcome.DELIVERED);
  }

  @Test
  void test_whenNobodyListens_hasAVerdictAndNoAnswer() {
    UUID webhook = harness.webhook(WebhookBuilder.at("@1"));

    TestSendReport report = test(webhook, DATA);

    assertThat(report.verdict().outcome()).isEqualTo(AttemptOutcome.CONNECT);
    assertThat(report.verdict().advice()).isNotBlank();
    assertThat(report.response()).isNull();
    assertThat(report.request()).isNotNull();
  }

  @Test
  void test_whoseDataDoNotFitAHeader_sendsNothing() {
    UUID webhook =
        harness.webhook(
            WebhookBuilder.at("/hook/unfit").withHeader("X-Patient", "{{patient_name}}"));

    TestSendReport report = test(webhook, "{\"patient_name\":\"" + "long ".repeat(3_000) + "\"}");

    assertThat(report.verdict().code()).isEqualTo("render_failed");
    assertThat(report.request()).isNull();
    assertThat(harness.receiver.requests("/hook/unfit")).isEmpty();
  }

  @Test
  void preview_isWhatATestSendsButForIdsTimeAndMark() {
    UUID id = insert("/hook/preview?token=query-secret-9876");
    KeptWebhook webhook = harness.webhooks.find(harness.dsl(), id).orElseThrow().webhook();
    RequestPreview preview =
        new RequestPreview(CatalogueFile.load(), new ClinicStore(harness.dsl()), "test");

    ShownRequest shown = preview.show(webhook, order(DATA)).request();

    assertThat(harness.receiver.requests("/hook/preview")).isEmpty();
    ShownRequest sent = test(id, DATA).request();
    assertThat(shown.method()).isEqualTo(sent.method());
    assertThat(shown.url()).isEqualTo(sent.url());
    assertThat(names(shown))
        .isEqualTo(names(sent).stream().filter(n -> !n.equals("wardbell-test")).toList());
    assertThat(value(shown, "X-Api-Key")).isEqualTo(value(sent, "X-Api-Key"));
    assertThat(withoutIds(shown.body())).isEqualTo(withoutIds(sent.body()));
  }

  @Test
  void samples_ofAType_areWhatItsTemplatesCanSay() {
    SampleData samples = new SampleData(CatalogueFile.load());

    assertThat(samples.of("appointment.booked"))
        .contains("appointment_id")
        .contains("patient_name");
    assertThat(samples.of("appointment.booked")).doesNotContain("clinic_name");
    assertThat(samples.of("custom.unknown")).isEqualTo("{}");
    assertThat(samples.typeFor(List.of("bill.*"))).startsWith("bill.");
    assertThat(samples.typeFor(List.of("*"))).isEqualTo("appointment.booked");
  }

  private UUID insert(String path) {
    return insert(path, new Authentication.None());
  }

  private UUID insert(String path, Authentication authentication) {
    WebhookSettings settings =
        WebhookSettings.of("try", harness.receiver.url(path), List.of("appointment.booked"))
            .headers(List.of(new Header("X-Api-Key", "0123456789abcdef")))
            .authentication(authentication)
            .timeoutSeconds(5)
            .allowHttp(true)
            .build();
    return harness
        .dsl()
        .transactionResult(
            transaction ->
                harness.webhooks.insert(
                    transaction.dsl(),
                    harness.clinic,
                    settings,
                    List.of(SigningSecrets.newShared()),
                    Instant.now()))
        .webhook()
        .id();
  }

  private TestSendReport test(UUID webhook, String data) {
    byte[] result = harness.webhookTest().perform(harness.clinic, webhook, order(data).toBytes());
    assertThat(new String(result, StandardCharsets.UTF_8))
        .doesNotContain("query-secret")
        .doesNotContain("0123456789abcdef");
    return ResultJson.read(result, TestSendReport.class);
  }

  private TestSendRequest order(String data) {
    return new TestSendRequest(harness.clinic, "appointment.booked", data);
  }

  private static String value(ShownRequest shown, String name) {
    return shown.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(Header::value)
        .findFirst()
        .orElse("");
  }

  private static List<String> names(ShownRequest shown) {
    return shown.headers().stream().map(Header::name).sorted().toList();
  }

  private static String withoutIds(String body) {
    return body.replaceAll("\"(id|timestamp)\":\"[^\"]*\"", "");
  }
}
