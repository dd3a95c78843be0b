package org.wardbell.activities.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.template.Values;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.EventType;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;
import tools.jackson.databind.JsonNode;

/** FHIR's own rules, as HAPI's validator knows them, without the network. */
class FhirTest {
  private static final EventCatalogue CATALOGUE = CatalogueFile.load();
  private static final List<EventType> TYPES =
      CATALOGUE.types().stream().filter(type -> FhirWriter.fits(type.type())).toList();
  private static final FhirValidator VALIDATOR = validator();

  @Example
  void everyFittingType_withItsSamples_isValidAndSaysWhatItKnows() {
    assertThat(TYPES).hasSizeGreaterThan(20);
    for (EventType type : TYPES) {
      Map<String, Object> data = samples(type);
      assertValid(write(type.type(), data, PayloadDetail.FULL), type.type());
      assertValid(write(type.type(), data, PayloadDetail.IDS_ONLY), type.type() + " ids");
      assertValid(write(type.type(), data, PayloadDetail.EMPTY), type.type() + " empty");
    }
  }

  @Property(tries = 120)
  void anyValuesAndGaps_areValid(@ForAll("events") Map.Entry<String, Map<String, Object>> event) {
    assertValid(writtenWithAStatusOrWithout(event.getKey(), event.getValue()), event.toString());
  }

  /** A status that is not known is refused; then the event is written without it. */
  private static RenderedPayload writtenWithAStatusOrWithout(
      String type, Map<String, Object> data) {
    try {
      return write(type, data, PayloadDetail.FULL);
    } catch (UnrenderableException unknownStatus) {
      Map<String, Object> without = new LinkedHashMap<>(data);
      without.keySet().removeAll(List.of("appointment_status", "bill_payment_status"));
      assertThat(without).hasSizeLessThan(data.size());
      return write(type, without, PayloadDetail.FULL);
    }
  }

  @Example
  void appointment_ofASample_hasItsParts() {
    JsonNode resource =
        Values.parse(
            write("appointment.booked", samples(type("appointment.booked")), PayloadDetail.FULL)
                .bytes());

    assertThat(resource.at("/resourceType").stringValue()).isEqualTo("Appointment");
    assertThat(resource.at("/status").stringValue()).isEqualTo("booked");
    assertThat(resource.at("/start").stringValue()).isEqualTo("2026-03-05T14:00:00Z");
    assertThat(resource.at("/participant/0/actor/display").stringValue())
        .isEqualTo("Grace O'Neill");
    assertThat(resource.at("/participant/1/actor/identifier/value").stringValue()).isEqualTo("12");
    assertThat(resource.at("/identifier/0/system").stringValue())
        .isEqualTo("urn:uuid:" + Events.CLINIC);
  }

  @Example
  void appointment_localTimeOfKiviCare_isTheMomentInItsZone() {
    JsonNode resource =
        Values.parse(
            write(
                    "appointment.updated",
                    Map.of(
                        "appointment_date", "2026-07-05",
                        "appointment_start_time", "14:00:00",
                        "appointment_end_time", "14:30",
                        "appointment_timezone", "Europe/Berlin",
                        "appointment_status", "2"),
                    PayloadDetail.FULL)
                .bytes());

    assertThat(resource.at("/start").stringValue()).isEqualTo("2026-07-05T12:00:00Z");
    assertThat(resource.at("/end").stringValue()).isEqualTo("2026-07-05T12:30:00Z");
    assertThat(resource.at("/status").stringValue()).isEqualTo("pending");
  }

  @Example
  void appointmentStatus_oursAndKiviCares_isFhirs() {
    Map<Object, String> statuses = new LinkedHashMap<>();
    statuses.put(0, "cancelled");
    statuses.put(1, "booked");
    statuses.put("2", "pending");
    statuses.put(3, "fulfilled");
    statuses.put(4, "checked-in");
    statuses.put("PENDING", "pending");
    statuses.put("BOOKED", "booked");
    statuses.put("ARRIVED", "arrived");
    statuses.put("CHECKED_IN", "checked-in");
    statuses.put("CHECKED_OUT", "fulfilled");
    statuses.put("CANCELLED", "cancelled");
    statuses.put("INCOMPLETE", "cancelled");
    statuses.put("NO_SHOW", "noshow");

    statuses.forEach(
        (given, code) -> {
          RenderedPayload payload =
              write(
                  "appointment.status_changed",
                  Map.of("appointment_status", given),
                  PayloadDetail.FULL);
          assertThat(Values.parse(payload.bytes()).at("/status").stringValue()).isEqualTo(code);
          assertValid(payload, given.toString());
        });
  }

  @Example
  void appointment_ofAnUnknownStatus_isRefusedAndNotGuessed() {
    for (Object given : List.of("RESCHEDULED", 7, "booked?")) {
      Map<String, Object> data = Map.of("appointment_status", given, "patient_id", 23);
      assertThatThrownBy(() -> write("appointment.status_changed", data, PayloadDetail.FULL))
          .isInstanceOf(UnrenderableException.class)
          .hasMessageNotContaining(given.toString());
      assertValid(write("appointment.deleted", data, PayloadDetail.FULL), "deleted");
    }
  }

  @Example
  void appointment_inAnUnknownZone_hasNoTimeRatherThanAWrongOne() {
    for (Map<String, Object> times :
        List.<Map<String, Object>>of(
            Map.of("appointment_starts_at", "2026-07-05T14:00:00"),
            Map.of("appointment_date", "2026-07-05", "appointment_start_time", "14:00:00"))) {
      Map<String, Object> data = new LinkedHashMap<>(times);
      data.put("appointment_timezone", "Mars/Olympus");
      RenderedPayload payload = write("appointment.booked", data, PayloadDetail.FULL);
      JsonNode resource = Values.parse(payload.bytes());
      assertThat(resource.has("start")).isFalse();
      assertThat(resource.at("/_start/extension/0/valueCode").stringValue()).isEqualTo("unknown");
      assertValid(payload, times.toString());
      data.put("appointment_timezone", "America/St_Johns");
      assertThat(
              Values.parse(write("appointment.booked", data, PayloadDetail.FULL).bytes())
                  .at("/start")
                  .stringValue())
          .isEqualTo("2026-07-05T16:30:00Z");
    }
  }

  @Example
  void bill_ofAnUnknownStatus_isRefusedAndNotGuessed() {
    Map<String, String> statuses =
        Map.of("paid", "balanced", "unpaid", "issued", "cancelled", "cancelled");
    statuses.forEach(
        (given, code) -> {
          RenderedPayload payload =
              write("bill.created", Map.of("bill_payment_status", given), PayloadDetail.FULL);
          assertThat(Values.parse(payload.bytes()).path("status").stringValue()).isEqualTo(code);
          assertValid(payload, given);
        });
    Map<String, Object> haunted = Map.of("bill_payment_status", "haunted");
    assertThatThrownBy(() -> write("bill.created", haunted, PayloadDetail.FULL))
        .isInstanceOf(UnrenderableException.class);
    assertValid(write("bill.deleted", haunted, PayloadDetail.FULL), "deleted");
  }

  @Example
  void event_withoutAResource_isRefused() {
    assertThatThrownBy(() -> write("service.added", Map.of("service_id", 1), PayloadDetail.FULL))
        .isInstanceOf(UnrenderableException.class);
    assertThat(FhirWriter.fits("*")).isFalse();
    assertThat(FhirWriter.fits("calendar.*")).isFalse();
    assertThat(FhirWriter.fits("bill.*")).isTrue();
  }

  @Provide
  Arbitrary<Map.Entry<String, Map<String, Object>>> events() {
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            new AnyValues()
                .texts()
                .map(text -> text.length() > 200 ? text.substring(0, 200) : text)
                .map(Object.class::cast),
            Arbitraries.of(
                "2026-03-05",
                "2026-02-30",
                "2026-03-05 14:00:00",
                "2026-03-05T14:00:00+01:00",
                "0000-00-00",
                "14:00",
                "25:00",
                "1",
                1,
                0,
                10.5,
                "10.50",
                "1e30",
                -3,
                true,
                "GBP",
                "eur",
                "XYZ",
                "male",
                "F",
                "active",
                "paid",
                " ",
                "",
                "https://a.example/x y"),
            Arbitraries.of(
                List.of(),
                List.of(Map.of("name", "a\u0000b", "price", "x")),
                List.of(Map.of("price", 1.5, "quantity", 2), "no item", 5),
                Map.of("a", 1)));
    return Arbitraries.of(TYPES)
        .flatMap(
            type ->
                Arbitraries.maps(Arbitraries.of(type.variables()), values)
                    .ofMaxSize(25)
                    .map(changed -> Map.entry(type.type(), merged(type, changed))));
  }

  /** Merges values into the samples: some samples stay, some become anything, some go. */
  private static Map<String, Object> merged(EventType type, Map<String, Object> changed) {
    Map<String, Object> data = samples(type);
    changed.forEach(
        (name, value) -> {
          if (value.equals("")) {
            data.remove(name);
          } else {
            data.put(name, value);
          }
        });
    return data;
  }

  private static EventType type(String name) {
    return TYPES.stream().filter(type -> type.type().equals(name)).findFirst().orElseThrow();
  }

  private static Map<String, Object> samples(EventType type) {
    Map<String, Object> data = new LinkedHashMap<>();
    type.variables().forEach(name -> data.put(name, CATALOGUE.variable(name).sample()));
    return data;
  }

  private static RenderedPayload write(
      String type, Map<String, Object> data, PayloadDetail detail) {
    EventFacts event = Events.of(type, null, data);
    return Events.render(
        PayloadRenderer.of(
            new Payload(PayloadFormat.FHIR, detail, Payload.FHIR, null, List.of(), null),
            HttpMethod.POST),
        event);
  }

  private static void assertValid(RenderedPayload payload, String what) {
    var result = VALIDATOR.validateWithResult(Events.text(payload));
    assertThat(
            result.getMessages().stream()
                .filter(
                    message ->
                        message.getSeverity() == ResultSeverityEnum.ERROR
                            || message.getSeverity() == ResultSeverityEnum.FATAL)
                .map(message -> message.getLocationString() + ": " + message.getMessage()))
        .as("%s%n%s", what, Events.text(payload))
        .isEmpty();
  }

  private static FhirValidator validator() {
    FhirContext context = FhirContext.forR4();
    ValidationSupportChain chain =
        new ValidationSupportChain(
            new DefaultProfileValidationSupport(context),
            new CommonCodeSystemsTerminologyService(context),
            new InMemoryTerminologyServerValidationSupport(context));
    return context.newValidator().registerValidatorModule(new FhirInstanceValidator(chain));
  }
}
