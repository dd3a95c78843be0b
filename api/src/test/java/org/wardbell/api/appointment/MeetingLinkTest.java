package org.wardbell.api.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The address of an appointment's video meeting, as the API shows it. */
@Tag("servers")
class MeetingLinkTest {
  private static final String APPOINTMENTS = "/api/v1/appointments";
  private static final String LINK = "https://meet.google.com/abc-defg-hij";

  private final String key = Clinics.key(Clinics.make(), "ADMIN");
  private final String stranger = Clinics.key(Clinics.make(), "ADMIN");

  private String booked(String patient) {
    Call.Answer answer =
        Call.to(APPOINTMENTS, key)
            .post(
                """
                {"doctor_id": "d-1", "patient": {"id": "%s"}, "time_zone": "Europe/Berlin",
                 "start": "2031-05-06T09:00:00+02:00", "end": "2031-05-06T09:30:00+02:00"}
                """
                    .formatted(patient));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("id").asString();
  }

  /** Returns the address that is shown with the data; empty if none is. */
  private String shown(String path) {
    return Call.to(path + "?include=data", key).get().json().at("/data/meeting_link").asString("");
  }

  /** Does what the calendar does when the meeting is there. */
  private static void meeting(String id) {
    InboundChanges changes =
        new InboundChanges(new DoctorStore(), ApiServer.shared().bean(Encryption.class));
    ApiServer.shared()
        .bean(DSLContext.class)
        .transaction(
            configuration ->
                changes.meeting(
                    configuration.dsl(),
                    changes.lock(configuration.dsl(), UUID.fromString(id)),
                    LINK));
  }

  @Test
  void c43_meetingLink_isShownWithTheData_andToNobodyElse() {
    String id = booked("p-1");
    String path = APPOINTMENTS + "/" + id;
    assertThat(shown(path)).isEmpty();
    meeting(id);

    assertThat(shown(path)).isEqualTo(LINK);
    assertThat(Call.to(path, key).get().text()).doesNotContain("meet.google.com");
    assertThat(Call.to(APPOINTMENTS, key).get().text()).doesNotContain("meet.google.com");
    assertThat(Call.to(path + "?include=data", stranger).get().status()).isEqualTo(404);
    assertThat(Call.to(path + "/history", key).get().text())
        .contains("meeting_link")
        .doesNotContain("meet.google.com");
  }

  @Test
  void c43_bodyThatIsSentBack_keepsTheMeeting_andAnotherPatientDoesNot() {
    String id = booked("p-1");
    String path = APPOINTMENTS + "/" + id;
    meeting(id);
    JsonNode whole = Call.to(path + "?include=data", key).get().json();

    Call.Answer same = Call.to(path, key).put(whole.toString());
    assertThat(same.status()).as(same.text()).isEqualTo(200);
    assertThat(same.json().path("version").asInt()).isEqualTo(whole.path("version").asInt());

    ((ObjectNode) whole.at("/data/patient")).put("id", "p-2");
    assertThat(Call.to(path, key).put(whole.toString()).status()).isEqualTo(200);
    assertThat(shown(path)).isEmpty();
  }
}
