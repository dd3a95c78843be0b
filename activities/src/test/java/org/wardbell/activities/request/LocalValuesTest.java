package org.wardbell.activities.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.TransportProblem;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Values that mean something else in another zone or another country. */
class LocalValuesTest {
  private static final UUID CLINIC = UUID.fromString("01940000-0000-7000-8000-0000000000c1");
  private static final UUID EVENT = UUID.fromString("01940000-0000-7000-8000-0000000000e1");
  private static final UUID DELIVERY = UUID.fromString("01940000-0000-7000-8000-0000000000d1");

  private final RequestRenderer renderer = new RequestRenderer(CatalogueFile.load(), "1.2.3");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"t\":\"2026-07-05T23:30:00Z\"}|06.07. 00:30", // the clinic's zone: London
        "{\"t\":\"2026-07-05T23:30:00Z\",\"appointment_timezone\":\"America/St_Johns\"}|05.07. 21:00",
        "{\"t\":\"2026-07-05T23:30:00Z\",\"appointment_timezone\":\"Mars\"}|06.07. 00:30",
        "{\"t\":\"2026-07-05T23:30:00Z\",\"appointment_timezone\":7}|06.07. 00:30",
        "{\"t\":\"2026-07-05 23:30:00\",\"appointment_timezone\":\"America/St_Johns\"}|05.07. 23:30"
      })
  void date_ofAnAppointment_isInItsZone(String data, String shown) {
    String body = "{\"d\":\"{{t | date:'dd.MM. HH:mm'}}\"}";

    assertThat(text(renderer.body(webhook(body), event(data), DELIVERY)))
        .isEqualTo("{\"d\":\"" + shown + "\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'appointment_date':'2026-07-05','appointment_start_time':'14:00:00'|2026-07-05T14:00:00+01:00",
        "'appointment_date':'2026-01-05','appointment_start_time':'14:00'|2026-01-05T14:00:00Z",
        "'appointment_date':'2026-01-05','appointment_start_time':'14:00','appointment_timezone':'Asia/Tokyo'"
            + "|2026-01-05T14:00:00+09:00",
        "'appointment_starts_at':'2026-01-05T15:00:00Z','appointment_date':'2026-01-05','appointment_start_time':'14:00'"
            + "|2026-01-05T15:00:00Z",
        "'appointment_date':'2026-01-05'|",
        "'appointment_date':'5 January','appointment_start_time':'14:00'|",
        "'appointment_date':20260105,'appointment_start_time':14|",
      })
  void appointment_withADateAndATimeOfDay_startsAtAMoment(String data, String moment) {
    String body = "[\"{{appointment_starts_at}}\"]";

    assertThat(
            text(
                renderer.body(webhook(body), event("{" + data.replace('\'', '"') + "}"), DELIVERY)))
        .isEqualTo("[\"" + (moment == null ? "" : moment) + "\"]");
  }

  @Test
  void number_thatNamesNoCountry_endsWithAProblemInsteadOfAWrongOne() {
    EventFacts event = event("{\"phone\":\"07700 900123\"}");

    RenderedBody without = renderer.body(webhook("[\"{{phone | e164}}\"]"), event, DELIVERY);

    assertThat(without.problem()).isEqualTo(TransportProblem.RENDER_FAILED);
    assertThat(
            text(
                new RequestRenderer(CatalogueFile.load(), "1.2.3")
                    .body(webhook("[\"{{phone | e164:'GB'}}\"]"), event, DELIVERY)))
        .isEqualTo("[\"+447700900123\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "+44 20 7946 0000,+447700900123",
    "+1 902 555 0100,",
    "020 7946 0000,",
    "none,",
  })
  void number_thatNamesNoCountry_isOfTheClinicsOwnIfThatIsKnown(String clinics, String number) {
    EventFacts event = event("{\"phone\":\"07700 900123\"}", clinics);

    RenderedBody body = renderer.body(webhook("[\"{{phone | e164}}\"]"), event, DELIVERY);

    if (number == null) {
      assertThat(body.problem()).isEqualTo(TransportProblem.RENDER_FAILED);
    } else {
      assertThat(text(body)).isEqualTo("[\"" + number + "\"]");
    }
  }

  private static EventFacts event(String data) {
    return event(data, null);
  }

  private static EventFacts event(String data, String clinicsNumber) {
    return new EventFacts(
        EVENT,
        "appointment.booked",
        null,
        new ClinicFacts(
            CLINIC, "Harbour", null, clinicsNumber, null, ZoneId.of("Europe/London"), false),
        Instant.parse("2026-07-05T23:30:00Z"),
        data.getBytes(StandardCharsets.UTF_8));
  }

  private static KeptWebhook webhook(String body) {
    return new KeptWebhook(
        UUID.fromString("01940000-0000-7000-8000-0000000000b1"),
        CLINIC,
        1,
        WebhookSettings.of("CRM", "https://a.example/", List.of("*"))
            .payload(
                new Payload(
                    PayloadFormat.TEMPLATE,
                    PayloadDetail.FULL,
                    Payload.JSON,
                    body,
                    List.of(),
                    null))
            .build(),
        List.of());
  }

  private static String text(RenderedBody body) {
    return new String(body.bytes(), StandardCharsets.UTF_8);
  }
}
