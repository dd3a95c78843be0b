package org.wardbell.activities.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;

class PayloadDetailTest {
  private static final String HEAD =
      "{\"id\":\"01940000-0000-7000-8000-0000000000e1\",\"type\":\"appointment.booked\","
          + "\"timestamp\":\"2026-07-05T23:30:00.123Z\",\"clinic_id\":\"01940000-0000-7000-8000-0000000000c1\",";

  @Test
  void idsOnly_standardEnvelope_isTheIdOfTheRecord() {
    assertThat(sent(standard(PayloadDetail.IDS_ONLY), Events.booked(Events.patient())))
        .isEqualTo(HEAD + "\"data\":{\"appointment_id\":4711}}");
  }

  @Test
  void empty_standardEnvelope_hasNoData() {
    assertThat(sent(standard(PayloadDetail.EMPTY), Events.booked(Events.patient())))
        .isEqualTo(HEAD + "\"data\":{}}");
  }

  @Test
  void idsOnly_idThatIsNoId_isTheSubjectInstead() {
    EventFacts event =
        Events.of("bill.paid", "bill/9", Map.of("bill_id", Map.of("name", "Grace"), "x", 1));
    EventFacts none = Events.of("bill.paid", null, Map.of("bill_id", List.of("Grace")));

    assertThat(VisibleEvent.of(event, PayloadDetail.IDS_ONLY).data())
        .asString()
        .isEqualTo("{\"bill_id\":\"bill/9\"}");
    assertThat(VisibleEvent.of(none, PayloadDetail.IDS_ONLY).data()).asString().isEqualTo("{}");
  }

  /** Renders every format, with the patient in it wherever a webhook can put her. */
  @ParameterizedTest
  @EnumSource(names = {"IDS_ONLY", "EMPTY"})
  void lessDetail_anyFormat_sendsNothingOfThePatient(PayloadDetail detail) {
    EventFacts event = Events.booked(Events.patient());
    List<Header> form =
        List.of(new Header("a", "{{patient_name}} {{data.patient_name}} {{patient.address.city}}"));

    for (Payload payload :
        List.of(
            new Payload(PayloadFormat.STANDARD, detail, Payload.JSON, null, List.of(), null),
            new Payload(
                PayloadFormat.TEMPLATE,
                detail,
                Payload.JSON,
                "[{{patient_name}},{{data}},{{patient}},\"{{patient.address.city}}\"]",
                List.of(),
                null),
            new Payload(PayloadFormat.FORM, detail, Payload.URLENCODED, null, form, null),
            new Payload(PayloadFormat.FORM, detail, Payload.MULTIPART, null, form, null))) {
      for (HttpMethod method : HttpMethod.values()) {
        assertThat(sent(PayloadRenderer.of(payload, method), event))
            .doesNotContain("Grace")
            .doesNotContain("Bristol");
      }
    }
  }

  private static PayloadRenderer standard(PayloadDetail detail) {
    return PayloadRenderer.of(
        new Payload(PayloadFormat.STANDARD, detail, Payload.JSON, null, List.of(), null),
        HttpMethod.POST);
  }

  private static String sent(PayloadRenderer renderer, EventFacts event) {
    return Events.text(Events.render(renderer, event));
  }
}
