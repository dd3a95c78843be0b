package org.wardbell.api.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** Requests to erase a subject, of two clinics; no worker runs here. */
@Tag("servers")
class ErasuresTest {
  private static final String CANARY = "CANARYPATIENT";
  private static final String REQUEST = "{\"subject\":\"patient/" + CANARY + "\"}";

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");
  private final String othersKey = Clinics.key(Clinics.make(), "ADMIN");

  @Test
  void erasure_inAClinicThatNobodyNamed_isNotBegun() {
    Call.Answer answer = Call.to("/api/v1/erasures").post(REQUEST);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("clinic_id");
  }

  @Test
  void request_begunTwice_isOneJob_andNothingRepeatsTheSubject() {
    Call.Answer begun = Call.to("/api/v1/erasures", key).post(REQUEST);
    Call.Answer again = Call.to("/api/v1/erasures", key).post(REQUEST);

    assertThat(begun.status()).as(begun.text()).isEqualTo(201);
    String path = begun.header("location");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("id")).isEqualTo(begun.json().path("id"));
    JsonNode read = Call.to(path, key).get().json();
    assertThat(read.path("status").asString()).isEqualTo("RUNNING");
    assertThat(read.path("subject_fingerprint").asString()).matches("[0-9a-f]{64}");
    String audit = Call.to("/api/v1/audit?action=erasure.", key).get().text();
    assertThat(audit).contains(read.path("subject_fingerprint").asString());
    assertThat(begun.text() + read + audit).doesNotContain(CANARY);
  }

  @Test
  void requests_atTheSameMoment_areOneJob() throws Exception {
    int many = 6;
    CyclicBarrier start = new CyclicBarrier(many);
    List<Future<Call.Answer>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
      for (int i = 0; i < many; i++) {
        asked.add(
            threads.submit(
                () -> {
                  start.await();
                  return Call.to("/api/v1/erasures", key).post(REQUEST);
                }));
      }
    }
    List<Integer> statuses = new ArrayList<>();
    for (Future<Call.Answer> each : asked) {
      statuses.add(each.get().status());
    }
    assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 200);
    assertThat(Call.to("/api/v1/erasures", key).get().json().path("data")).hasSize(1);
  }

  @Test
  void erasure_ofAnotherClinic_isNotThere() {
    String path = Call.to("/api/v1/erasures", key).post(REQUEST).header("location");

    assertThat(Call.to(path, othersKey).get().status()).isEqualTo(404);
    assertThat(Call.to("/api/v1/erasures", othersKey).get().json().path("data")).isEmpty();
    assertThat(Call.to("/api/v1/erasures", key).get().json().path("data")).hasSize(1);
  }

  @Test
  void sameSubject_ofTwoClinics_hasTwoFingerprints() {
    JsonNode one = Call.to("/api/v1/erasures", key).post(REQUEST).json();
    JsonNode other = Call.to("/api/v1/erasures", othersKey).post(REQUEST).json();

    assertThat(one.path("subject_fingerprint")).isNotEqualTo(other.path("subject_fingerprint"));
  }

  @Test
  void request_withoutASubject_orByAReader_isRefused() {
    assertThat(Call.to("/api/v1/erasures", key).post("{}").status()).isEqualTo(422);
    Call.Answer nobody = Call.to("/api/v1/erasures", key).post("{\"subject\":\"patient/\"}");
    assertThat(nobody).returns(422, Call.Answer::status).returns("subject", Call.Answer::field);
    assertThat(Call.to("/api/v1/erasures", Clinics.key(clinic, "READER")).post(REQUEST).status())
        .isEqualTo(403);
  }
}
