package org.wardbell.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.preview.SampleData;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.EventType;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class EventTypeSchemaTest {
  private static final String TYPES = "/api/v1/event-types/";

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");

  @Test
  void schema_ofEveryType_isOneAndFitsItsSamples() {
    EventCatalogue catalogue = CatalogueFile.load();
    SampleData samples = new SampleData(catalogue);
    for (EventType type : catalogue.types()) {
      String schema = read(type.type());
      assertThat(Drafts.schema(schema)).as(type.type()).isEmpty();
      assertThat(Drafts.draft2020(schema, samples.of(type.type()))).as(type.type()).isEmpty();
    }
  }

  @Test
  void schema_byAnAlias_describesVariablesAndPatientData() {
    Call.Answer answer = Call.to(TYPES + "kc_encounter_bill_paid/schema", key).get();

    assertThat(answer.header("content-type")).isEqualTo("application/schema+json");
    JsonNode schema = answer.json();
    assertThat(schema.path("$id").asString()).endsWith(":bill.paid");
    assertThat(schema.at("/properties/bill_items/items/properties/price/type/0").asString())
        .isEqualTo("number");
    assertThat(schema.at("/properties/bill_id/x-phi").asBoolean()).isTrue();
    assertThat(schema.path("properties").propertyNames()).doesNotContain("event_id", "clinic_name");
    String text = answer.text();
    assertThat(Drafts.draft2020(text, "{\"bill_id\":\"B-7\",\"other\":{}}")).isEmpty();
    assertThat(Drafts.draft2020(text, "{\"bill_items\":\"none\"}")).hasSize(1);
    assertThat(Drafts.draft2020(text, "[]")).hasSize(1);
  }

  @Test
  void schema_ofOurOwnEvents_fitsWhatTheyCarry() {
    String start = "2031-06-01T09:00:00Z";
    Call.to("/api/v1/appointments", key)
        .post(
            ("{\"doctor_id\":\"17\",\"patient\":{\"id\":\"p-1\",\"name\":\"Rosa\"},\"start\":\"%s\","
                    + "\"end\":\"2031-06-01T09:30:00Z\",\"time_zone\":\"Europe/Berlin\"}")
                .formatted(start));
    JsonNode event = Call.to("/api/v1/events", key).get().json().at("/data/0");
    assertThat(event.path("type").asString()).isEqualTo("appointment.booked");
    JsonNode data =
        Call.to("/api/v1/events/" + event.path("id").asString() + "?include=data", key)
            .get()
            .json()
            .path("data");

    assertThat(data.path("patient_name").asString()).isEqualTo("Rosa");
    assertThat(Drafts.draft2020(read("appointment.booked"), data.toString())).isEmpty();
  }

  @Test
  void schema_thatAClinicGave_isItsOwnAndUnknownToOthers() {
    Call.to("/api/v1/event-types", key)
        .post(
            "{\"type\":\"custom.given\",\"label\":\"G\",\"schema\":{\"$id\":\"urn:mine\",\"required\":[\"x\"]}}");

    JsonNode schema = Call.to(TYPES + "custom.given/schema", key).get().json();

    assertThat(schema.path("$id").asString()).isEqualTo("urn:mine");
    assertThat(schema.path("required").toString()).isEqualTo("[\"x\"]");
    assertThat(schema.path("$schema").asString()).isEqualTo(DataSchemas.DIALECT);
    String other = Clinics.key(Clinics.make(), "ADMIN");
    assertThat(Call.to(TYPES + "custom.given/schema", other).get().status()).isEqualTo(404);
    assertThat(Call.to(TYPES + "no.type/schema", key).get().status()).isEqualTo(404);
  }

  private String read(String type) {
    return Call.to(TYPES + type + "/schema", key).get().text();
  }
}
