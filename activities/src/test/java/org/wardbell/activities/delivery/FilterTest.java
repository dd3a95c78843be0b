package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.workflows.event.DispatchResult;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;

/** Filters and transformations, from the row to the receiver. */
final class FilterTest extends DeliveryTest {
  @Test
  void filter_thatIsTrueFalseOrUndefined_sendsOrIsSilent() {
    harness.webhook(
        filtered("/hook/true", "data.appointment_id > 5 and type = 'appointment.booked'"));
    harness.webhook(filtered("/hook/false", "data.appointment_id > 7"));
    harness.webhook(filtered("/hook/undefined", "data.vip"));

    harness.engine.dispatch().dispatch(accept("{\"appointment_id\":7}"));

    assertThat(harness.receiver.requests())
        .extracting(ReceivedRequest::path)
        .containsExactly("/hook/true");
    assertThat(harness.statuses()).containsExactly("DELIVERED");
  }

  @Test
  void filter_thatFails_isAVisibleRefusalWithoutARequest() {
    harness.webhook(filtered("/hook/text", "data.name"));
    harness.webhook(filtered("/hook/endless", "($f := function($n){1 + $f($n)}; $f(1) = 1)"));
    harness.webhook(WebhookBuilder.at("/hook/well"));

    DispatchResult result = harness.engine.dispatch().dispatch(accept("{\"name\":\"Grace\"}"));

    assertThat(result.matched()).isEqualTo(3);
    assertThat(result.open()).isEmpty();
    assertThat(harness.receiver.requests())
        .extracting(ReceivedRequest::path)
        .containsExactly("/hook/well");
    assertThat(harness.statuses()).containsExactly("REFUSED", "REFUSED", "DELIVERED");
    for (var refused : harness.deliveries().subList(0, 2)) {
      assertThat(refused.getLastCode()).isEqualTo("filter_failed");
      assertThat(refused.getLastOutcome()).isEqualTo("REFUSED");
      assertThat(refused.getFinishedAt()).isNotNull();
      assertThat(refused.getOwner()).isNull();
      assertThat(refused.getWakesAt()).isNull();
      assertThat(refused.getNextAttemptAt()).isNull();
      assertThat(harness.attempts(refused.getId())).isEmpty();
      assertThat(harness.engine.deliver().deliver(refused.getId().toString())).isEqualTo("REFUSED");
    }
  }

  @Test
  void filter_ofAWebhookThatChanged_isReadAnew() {
    UUID id = harness.webhook(filtered("/hook/changed", "false"));
    harness.engine.dispatch().dispatch(accept("{}"));
    harness.change(id, filtered("/hook/changed", "true"));

    harness.engine.dispatch().dispatch(accept("{}"));

    assertThat(harness.statuses()).containsExactly("DELIVERED");
  }

  @Test
  void transform_thatWorksOrFails_isSentOrRefused() {
    harness.webhook(transformed("/hook/made", "{'who': data.name, 'n': data.n * 2}"));
    harness.webhook(transformed("/hook/nothing", "data.nosuch"));
    harness.webhook(transformed("/hook/bomb", "[1..1e7]"));

    harness.engine.dispatch().dispatch(accept("{\"name\":\"Zoë \\\"Z\\\"\",\"n\":2.5}"));

    assertThat(harness.receiver.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.text()).isEqualTo("{\"who\":\"Zoë \\\"Z\\\"\",\"n\":5}");
              assertThat(request.header("content-type")).isEqualTo("application/json");
            });
    assertThat(harness.statuses()).containsExactly("DELIVERED", "REFUSED", "REFUSED");
    assertThat(harness.deliveries().subList(1, 3))
        .extracting("lastCode")
        .containsOnly("transform_failed");
  }

  @Test
  void transform_withIdsOnly_seesNoMore() {
    harness.webhook(
        WebhookBuilder.at("/hook/ids")
            .with(
                settings ->
                    settings
                        .filter("data.name = 'Grace'")
                        .payload(
                            new Payload(
                                PayloadFormat.TRANSFORM,
                                PayloadDetail.IDS_ONLY,
                                Payload.JSON,
                                null,
                                List.of(),
                                "{'data': data}"))));

    harness.engine.dispatch().dispatch(accept("{\"appointment_id\":7,\"name\":\"Grace\"}"));

    assertThat(harness.receiver.requests())
        .extracting(ReceivedRequest::text)
        .containsExactly("{\"data\":{\"appointment_id\":7}}");
  }

  private static WebhookBuilder filtered(String path, String filter) {
    return WebhookBuilder.at(path).with(settings -> settings.filter(filter));
  }

  static WebhookBuilder transformed(String path, String expression) {
    return WebhookBuilder.at(path)
        .with(
            settings ->
                settings.payload(
                    new Payload(
                        PayloadFormat.TRANSFORM,
                        PayloadDetail.FULL,
                        Payload.JSON,
                        null,
                        List.of(),
                        expression)));
  }

  private EventBatch accept(String data) {
    return new EventBatch(
        List.of(
            harness.intake.accept(List.of(harness.event(null, data))).getFirst().id().toString()));
  }
}
