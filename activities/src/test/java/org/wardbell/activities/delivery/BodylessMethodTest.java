package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;

/** GET and DELETE send no body: their data goes to the query, and is frozen like a body. */
final class BodylessMethodTest extends DeliveryTest {
  @ParameterizedTest
  @EnumSource(
      value = HttpMethod.class,
      names = {"GET", "DELETE"})
  void standardEnvelope_isAQueryBehindWhatTheUrlHad(HttpMethod method) throws Exception {
    KeptWebhook webhook =
        harness.kept(
            WebhookBuilder.at("/hook/query?kept=a%20b")
                .with(
                    settings ->
                        settings.method(method).query(List.of(new Header("n", "{{attempt}}")))));
    EventBatch batch =
        accept(
            "{\"appointment_id\":7,\"name\":\"Zoë & Co\",\"a\":{\"b\":[true,null]},\"id\":\"x\"}");

    harness.engine.dispatch().dispatch(batch);

    ReceivedRequest request = harness.receiver.requests("/hook/query").getFirst();
    assertThat(request.method()).isEqualTo(method.name());
    assertThat(request.query())
        .startsWith("kept=a%20b&n=1&id=" + batch.eventIds().getFirst() + "&type=appointment.booked")
        .endsWith("&appointment_id=7&name=Zo%C3%AB%20%26%20Co&a.b.0=true&a.b.1=&data.id=x");
    assertThat(request.body().size()).isZero();
    assertThat(request.header("content-type")).isNull();
    assertThat(request.header("content-length")).isNull();
    assertThat(request.header("transfer-encoding")).isNull();
    new Webhook(webhook.secrets().getFirst().value()).verify("", headers(request));
    assertThat(harness.statuses()).containsExactly("DELIVERED");
  }

  @Test
  void dataQuery_ofALaterAttempt_isTheFirstOnesWhileUrlAndQueryAreReadAnew() {
    harness.receiver.behave("/hook/again", Behaviour.statuses(503, 200));
    UUID id =
        harness.webhook(
            WebhookBuilder.at("/hook/again")
                .with(
                    settings ->
                        settings
                            .method(HttpMethod.GET)
                            .query(List.of(new Header("n", "{{attempt}}")))));
    harness.engine.dispatch().dispatch(accept("{\"appointment_id\":7}"));
    harness.makeDue(harness.delivery().getId());
    harness.engine.deliver().deliver(harness.delivery().getId().toString());

    List<String> queries =
        harness.receiver.requests("/hook/again").stream().map(ReceivedRequest::query).toList();
    assertThat(queries).hasSize(2);
    assertThat(queries.getFirst()).startsWith("n=1&id=");
    assertThat(queries.get(1)).isEqualTo("n=2" + queries.getFirst().substring("n=1".length()));
    assertThat(harness.delivery().getBodyCiphertext()).isNotNull();
    assertThat(id).isNotNull();
  }

  @Test
  void answer503WithRetryAfter0_isNotFollowedByASilentSecondRequest() {
    harness.receiver.behave("/hook/eager", Step.answer(503).retryAfter("0"));
    harness.webhook(
        WebhookBuilder.at("/hook/eager").with(settings -> settings.method(HttpMethod.GET)));

    harness.engine.dispatch().dispatch(accept("{}"));

    assertThat(harness.receiver.requests("/hook/eager")).hasSize(1);
    assertThat(harness.delivery().getLastCode()).isEqualTo("http_503");
  }

  @Test
  void retryAfter_ofA503ToAGet_isStillHonoured() {
    harness.receiver.behave("/hook/later", Step.answer(503).retryAfter("7000"));
    harness.webhook(
        WebhookBuilder.at("/hook/later").with(settings -> settings.method(HttpMethod.GET)));

    harness.engine.dispatch().dispatch(accept("{}"));

    assertThat(
            Duration.between(
                harness.delivery().getCreatedAt(),
                Objects.requireNonNull(harness.delivery().getNextAttemptAt())))
        .isGreaterThan(Duration.ofSeconds(6_900));
  }

  private EventBatch accept(String data) {
    return new EventBatch(
        List.of(
            harness.intake.accept(List.of(harness.event(null, data))).getFirst().id().toString()));
  }

  private static HttpHeaders headers(ReceivedRequest request) {
    return HttpHeaders.of(
        request.headers().stream()
            .collect(
                Collectors.groupingBy(
                    header -> header.name(),
                    Collectors.mapping(header -> header.value(), Collectors.toList()))),
        (name, value) -> true);
  }
}
