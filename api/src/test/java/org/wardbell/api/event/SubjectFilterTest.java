package org.wardbell.api.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DATA_KEY;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.event.EventStore;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** Lists of one subject: its events and deliveries, of one clinic, by the whole text. */
@Tag("servers")
final class SubjectFilterTest {
  private static final String SUBJECT = "Patient Ümlaut/17 & +1";
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private static String one;
  private static String other;
  private static String reader;

  @BeforeAll
  static void fill() {
    one = Clinics.make();
    other = Clinics.make();
    reader = Clinics.key(one, "READER");
    for (String clinic : List.of(one, other)) {
      for (String subject : List.of(SUBJECT, "patient ümlaut/17 & +1", SUBJECT)) {
        deliver(clinic, post(clinic, subject), subject);
      }
    }
  }

  private static String post(String clinic, String subject) {
    Call.Answer answer =
        Call.to("/api/v1/events")
            .post(
                "{\"clinic\":\"%s\",\"type\":\"bill.paid\",\"subject\":\"%s\",\"data\":{}}"
                    .formatted(clinic, subject));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json().path("id").asString();
  }

  private static void deliver(String clinic, String event, String subject) {
    UUID tenant = UUID.fromString(clinic);
    DATABASE
        .insertInto(DELIVERY)
        .set(DELIVERY.ID, Ids.next())
        .set(DELIVERY.CLINIC_ID, tenant)
        .set(DELIVERY.EVENT_ID, UUID.fromString(event))
        .set(DELIVERY.WEBHOOK_ID, Ids.next())
        .set(
            DELIVERY.SUBJECT_FINGERPRINT,
            ApiServer.shared().bean(EventStore.class).subjectFingerprint(tenant, subject))
        .set(DELIVERY.TRIGGER, "live")
        .set(DELIVERY.STATUS, "DELIVERED")
        .set(DELIVERY.CREATED_AT, Instant.now())
        .execute();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/events", "/api/v1/deliveries"})
  void list_ofASubject_showsItsOwnOfOneClinic(String path) {
    assertShown(Call.to(path + "?subject=" + encoded(SUBJECT), reader), one);
    assertShown(Call.to(path + "?clinic_id=" + other + "&subject=" + encoded(SUBJECT)), other);
    assertThat(
            Call.to(path + "?subject=" + encoded(SUBJECT.substring(1)), reader)
                .get()
                .json()
                .path("data")
                .size())
        .isZero();
  }

  @Test
  void deliveries_ofASubjectAndAStatus_areFound() {
    String path = "/api/v1/deliveries?subject=" + encoded(SUBJECT) + "&status=";
    assertThat(Call.to(path + "DELIVERED", reader).get().json().path("data").size()).isEqualTo(2);
    assertThat(Call.to(path + "PARKED", reader).get().json().path("data").size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/events", "/api/v1/deliveries"})
  void list_ofTheInstallation_needsTheSubjectsClinic(String path) {
    Call.Answer without = Call.to(path + "?subject=x").get();
    assertThat(without.status()).isEqualTo(422);
    assertThat(without.json().path("errors").path(0).path("field").asString())
        .isEqualTo("clinic_id");

    UUID unknown = UUID.randomUUID();
    assertThat(Call.to(path + "?subject=x&clinic_id=" + unknown).get().status()).isEqualTo(422);
    assertThat(DATABASE.fetchCount(DATA_KEY, DATA_KEY.SCOPE.eq(unknown))).isZero();

    assertThat(Call.to(path + "?subject=x&clinic_id=" + other, reader).get().status())
        .isEqualTo(403);
  }

  private static void assertShown(Call call, String clinic) {
    JsonNode items = call.get().json().path("data");
    assertThat(items.size()).isEqualTo(2);
    for (JsonNode item : items) {
      assertThat(item.path("subject").asString()).isEqualTo(SUBJECT);
      assertThat(item.path("clinic_id").asString()).isEqualTo(clinic);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
