package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.service.TargetSimulator;
import org.wardbell.standalone.server.Installation;
import tools.jackson.databind.JsonNode;

/** A webhook of each preset, made in one call and delivering, through api, Temporal and worker. */
class PresetsIT {
  private static final Map<String, Object> PATIENT =
      Map.of(
          "appointment_id", 4711,
          "appointment_starts_at", "2026-03-05T14:00:00Z",
          "doctor_name", "Dr Amelia Okafor",
          "patient_id", 23,
          "patient_name", "Grace O'Neill",
          "patient_first_name", "Grace",
          "patient_last_name", "O'Neill",
          "patient_email", "grace@example.com",
          "patient_contact_number", "+44 7700 900123");

  private static Surroundings surroundings;
  private static Installation installation;
  private static TargetSimulator targets;
  private static TestApi api;

  @BeforeAll
  static void start() throws IOException {
    surroundings = Surroundings.start();
    installation = surroundings.installation();
    targets = TargetSimulator.start();
    api = new TestApi(installation.url());
  }

  @AfterAll
  static void stop() {
    targets.close();
    installation.close();
    surroundings.close();
  }

  @Test
  void webhook_ofEachPreset_isMadeInOneCallAndDelivers() throws IOException {
    List<String> presets = new ArrayList<>();
    for (JsonNode preset : api.get("/api/v1/presets").json().path("data")) {
      String id = preset.path("id").asString();
      TestApi.Answer made =
          api.post("/api/v1/presets/" + id + "/webhook", Map.of("fields", fields(preset)));
      assertThat(made.status()).as("%s: %s", id, made.text()).isEqualTo(201);
      presets.add(id);
    }
    assertThat(presets).hasSize(15);

    for (String type :
        List.of("appointment.booked", "appointment.reminder_due", "patient.registered")) {
      TestApi.Answer posted = api.post("/api/v1/events", Map.of("type", type, "data", PATIENT));
      assertThat(posted.status()).as(posted.text()).isEqualTo(202);
    }

    for (String preset : presets) {
      int expected = preset.startsWith("twilio") ? 2 : 1;
      Await.until(
          preset + " to be delivered",
          () -> targets.taken(target(preset)).size() + targets.refused(target(preset)).size(),
          taken -> taken >= expected);
      assertThat(targets.refused(target(preset))).as(preset).isEmpty();
    }
    assertThat(targets.analyticsProblems()).isEmpty();
  }

  private static String target(String preset) {
    return preset.startsWith("twilio") ? "twilio" : preset;
  }

  /** Returns the service's account, and examples where it says nothing. */
  private static Map<String, String> fields(JsonNode preset) {
    Map<String, String> fields = new HashMap<>();
    for (JsonNode field : preset.path("fields")) {
      if (field.path("required").asBoolean() || field.path("name").asString().equals("from")) {
        fields.put(field.path("name").asString(), field.path("example").asString());
      }
    }
    fields.putAll(targets.account(target(preset.path("id").asString())));
    return fields;
  }
}
