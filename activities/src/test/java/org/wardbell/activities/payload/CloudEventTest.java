package org.wardbell.activities.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.core.message.MessageReader;
import io.cloudevents.http.HttpMessageFactory;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.Values;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;
import tools.jackson.databind.JsonNode;

/** Read with the CloudEvents project's own SDK. */
@Domain(AnyValues.class)
class CloudEventTest {
  @Property(tries = 300)
  void structured_anyEvent_isReadByTheSdk(@ForAll String subject, @ForAll Object value) {
    assertRead(PayloadFormat.CLOUDEVENTS, Payload.CLOUDEVENTS, subject, value);
  }

  @Property(tries = 300)
  void binary_anyEvent_isReadByTheSdk(@ForAll String subject, @ForAll Object value) {
    assertRead(PayloadFormat.CLOUDEVENTS_BINARY, Payload.JSON, subject, value);
  }

  private static void assertRead(
      PayloadFormat format, String contentType, String subject, Object value) {
    EventFacts event = Events.of("appointment.booked", subject, Map.of("value", value));

    io.cloudevents.CloudEvent read = read(renderer(format, PayloadDetail.FULL, contentType), event);

    assertThat(read.getSpecVersion()).hasToString("1.0");
    assertThat(read.getId()).isEqualTo(Events.EVENT.toString());
    assertThat(read.getSource()).isEqualTo(URI.create("urn:uuid:" + Events.CLINIC));
    assertThat(read.getType()).isEqualTo("appointment.booked");
    assertThat(decoded(read.getSubject(), format)).isEqualTo(subject);
    assertThat(read.getTime()).isEqualTo(OffsetDateTime.parse("2026-07-05T23:30:00.123Z"));
    assertThat(read.getDataContentType()).isEqualTo("application/json");
    JsonNode data = Values.parse(Objects.requireNonNull(read.getData()).toBytes());
    assertThat(data.equals(CloudEventTest::compare, Values.parse(event.data()))).isTrue();
    assertThat(read.getExtensionNames()).isEmpty();
  }

  /**
   * Decodes a header, which the SDK leaves to its user (HTTP protocol binding, section 3.1.3.2).
   */
  private static String decoded(String value, PayloadFormat format) {
    if (value == null) {
      return "";
    }
    return format == PayloadFormat.CLOUDEVENTS
        ? value
        : URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /**
   * Compares numbers by value, because the SDK reads them as its own parser does: 0.00 is 0.0 to
   * it.
   */
  private static int compare(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return Double.compare(one.doubleValue(), other.doubleValue());
    }
    return one.equals(other) ? 0 : 1;
  }

  @Example
  void cloudEvents_withLessDetail_carryNoMoreThanThat() {
    EventFacts event = Events.booked(Events.patient());

    for (PayloadFormat format :
        List.of(PayloadFormat.CLOUDEVENTS, PayloadFormat.CLOUDEVENTS_BINARY)) {
      String type = format == PayloadFormat.CLOUDEVENTS ? Payload.CLOUDEVENTS : Payload.JSON;
      var ids = read(renderer(format, PayloadDetail.IDS_ONLY, type), event);
      var empty = read(renderer(format, PayloadDetail.EMPTY, type), event);

      assertThat(Objects.requireNonNull(ids.getData()).toBytes())
          .asString()
          .isEqualTo("{\"appointment_id\":4711}");
      assertThat(ids.getSubject()).isEqualTo("appointment/4711");
      assertThat(Objects.requireNonNull(empty.getData()).toBytes()).asString().isEqualTo("{}");
      assertThat(empty.getSubject()).isNull();
    }
  }

  private static PayloadRenderer renderer(
      PayloadFormat format, PayloadDetail detail, String contentType) {
    return PayloadRenderer.of(
        new Payload(format, detail, contentType, null, List.of(), null), HttpMethod.POST);
  }

  private static io.cloudevents.CloudEvent read(PayloadRenderer renderer, EventFacts event) {
    RenderedPayload body = Events.render(renderer, event);
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", body.contentType());
    for (Header header : renderer.headers(renderer.visible(event))) {
      assertThat(header.value()).matches("[!-~]*");
      headers.put(header.name(), header.value());
    }
    MessageReader reader = HttpMessageFactory.createReader(headers, body.bytes());
    return reader.toEvent();
  }
}
