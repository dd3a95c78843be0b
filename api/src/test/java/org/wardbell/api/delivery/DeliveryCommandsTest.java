package org.wardbell.api.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;

@Tag("servers")
class DeliveryCommandsTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final String writer = Clinics.key(clinic, "WRITER");
  private final String webhook = Clinics.webhook(clinic);
  private final String event = Clinics.event(clinic);

  @Test
  void resend_isANewDeliveryThatNamesItsOriginal() {
    String original = delivery("EXHAUSTED");

    Call.Answer answer = post(original, "resend");

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    String id = answer.json().path("id").asString();
    assertThat(answer.header("location")).isEqualTo("/api/v1/deliveries/" + id);
    assertThat(id).isNotEqualTo(original);
    assertThat(answer.json().path("original_delivery_id").asString()).isEqualTo(original);
    assertThat(answer.json().path("trigger").asString()).isEqualTo("resend");
    assertThat(answer.json().path("status").asString()).isEqualTo("PARKED");
    assertThat(audited("delivery.resent", original)).isEqualTo(1);
  }

  @Test
  void resend_ofWhatIsOpen_is409AndLeavesNothing() {
    String open = delivery("PARKED");

    Call.Answer answer = post(open, "resend");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().path("detail").asString()).contains("PARKED").contains("cancel");
    assertThat(audited("delivery.resent", open)).isZero();
  }

  @Test
  void resend_byADeletedWebhook_is409() {
    String original = delivery("DELIVERED");
    Call.to("/api/v1/webhooks/" + webhook).delete();

    assertThat(post(original, "resend").json().path("detail").asString()).contains("deleted");
  }

  @Test
  void resend_ofAnEventWithoutData_is409() {
    String original = delivery("DELIVERED");
    DATABASE
        .update(EVENT)
        .setNull(EVENT.DATA_CIPHERTEXT)
        .where(EVENT.ID.eq(UUID.fromString(event)))
        .execute();

    assertThat(post(original, "resend").json().path("detail").asString()).contains("removed");
  }

  @Test
  void cancel_ofWhatWaits_endsItAndAgainIsHarmless() {
    String open = delivery("PENDING");

    assertThat(post(open, "cancel").json().path("status").asString()).isEqualTo("CANCELLED");
    assertThat(post(open, "cancel").status()).isEqualTo(200);
    assertThat(audited("delivery.cancelled", open)).isEqualTo(2);
  }

  @Test
  void cancel_duringARequest_saysThatItEndsAfterIt() {
    Call.Answer answer = post(delivery("SENDING"), "cancel");

    assertThat(answer.json().path("status").asString()).isEqualTo("SENDING");
    assertThat(answer.json().path("cancel_requested").asBoolean()).isTrue();
  }

  @Test
  void cancel_duringARequestThatArrived_isShownNoMore() {
    String delivered = delivery("SENDING");
    post(delivered, "cancel");
    DATABASE
        .update(DELIVERY)
        .set(DELIVERY.STATUS, "DELIVERED")
        .set(DELIVERY.FINISHED_AT, DELIVERY.CREATED_AT)
        .where(DELIVERY.ID.eq(UUID.fromString(delivered)))
        .execute();

    Call.Answer shown = Call.to("/api/v1/deliveries/" + delivered, writer).get();

    assertThat(shown.json().path("cancel_requested").asBoolean()).isFalse();
  }

  @Test
  void cancel_ofWhatHasEnded_is409() {
    assertThat(post(delivery("DELIVERED"), "cancel").status()).isEqualTo(409);
  }

  @Test
  void command_ofAStranger_is404() {
    String stranger = Clinics.key(Clinics.make(), "ADMIN");
    String theirs = delivery("DELIVERED");
    for (String command : new String[] {"resend", "cancel"}) {
      assertThat(
              Call.to("/api/v1/deliveries/" + theirs + "/" + command, stranger).post("").status())
          .isEqualTo(404);
    }
  }

  @Test
  void bulk_tellsOfEach_andKeepsNoneBackForAnother() {
    String ended = delivery("EXHAUSTED");
    String open = delivery("PARKED");
    String other = Clinics.make();
    String theirs =
        Clinics.delivery(other, Clinics.webhook(other), Clinics.event(other), "EXHAUSTED");

    Call.Answer answer =
        Call.to("/api/v1/deliveries/bulk", writer)
            .post(
                "{\"action\":\"resend\",\"ids\":[\"%s\",\"%s\",\"%s\"]}"
                    .formatted(open, theirs, ended));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("done").asInt()).isEqualTo(1);
    assertThat(answer.json().path("failed").asInt()).isEqualTo(2);
    assertThat(answer.json().at("/results/0/problem").asString()).contains("may still arrive");
    assertThat(answer.json().at("/results/1/result").asString()).isEqualTo("NOT_FOUND");
    assertThat(audited("delivery.resent", ended)).isEqualTo(1);
    assertThat(
            Call.to("/api/v1/deliveries/bulk", writer)
                .post("{\"action\":\"forget\"}")
                .json()
                .path("errors")
                .size())
        .isEqualTo(2);
  }

  @Test
  void curl_isForAdministrators_andNoted() {
    String sent = delivery("DELIVERED");
    String path = "/api/v1/deliveries/" + sent + "/attempts/1/curl";
    String admin = Clinics.key(clinic, "ADMIN");
    assertThat(Call.to(path, admin).get().status()).as("no attempt").isEqualTo(404);
    tried(sent);

    Call.Answer answer = Call.to(path, admin).get();

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("command").asString())
        .startsWith("curl ")
        .contains("-X POST", "webhook-id: " + sent, "--data-raw");
    assertThat(audited("delivery.request_read", sent)).isEqualTo(1);
    assertThat(Call.to(path, writer).get().status()).isEqualTo(403);
    assertThat(Call.to(path, Clinics.key(Clinics.make(), "ADMIN")).get().status()).isEqualTo(404);
  }

  /** Its address and its secret are the installation's, though the event is the clinic's. */
  @Test
  void curl_byAWebhookOfTheInstallation_isTheInstallationsOnly() {
    Call.Answer made =
        Call.to("/api/v1/webhooks")
            .post(
                "{\"global\":true,\"name\":\"All\",\"url\":\"https://all.example.org/x\",\"events\":[\"*\"],\"enabled\":false}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String sent = Clinics.delivery(clinic, made.json().path("id").asString(), event, "DELIVERED");
    tried(sent);
    String path = "/api/v1/deliveries/" + sent + "/attempts/1/curl";

    Call.Answer refused = Call.to(path, Clinics.key(clinic, "ADMIN")).get();

    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.json().path("detail").asString()).contains("belongs to the installation");
    assertThat(refused.text()).doesNotContain("all.example.org");
    assertThat(audited("delivery.request_read", sent)).isZero();
    assertThat(Call.to(path).get().status()).isEqualTo(200);
  }

  @Test
  void curl_ofAnEventWhoseSealIsBroken_is409() {
    String sent = delivery("DELIVERED");
    tried(sent);
    DATABASE
        .update(EVENT)
        .set(EVENT.DATA_CIPHERTEXT, new byte[] {1, 2, 3})
        .where(EVENT.ID.eq(UUID.fromString(event)))
        .execute();

    Call.Answer answer =
        Call.to("/api/v1/deliveries/" + sent + "/attempts/1/curl", Clinics.key(clinic, "ADMIN"))
            .get();

    assertThat(answer.status()).as(answer.text()).isEqualTo(409);
    assertThat(answer.json().path("detail").asString()).contains("cannot be opened");
  }

  private static void tried(String delivery) {
    DATABASE
        .update(DELIVERY)
        .set(DELIVERY.ATTEMPTS, 1)
        .where(DELIVERY.ID.eq(UUID.fromString(delivery)))
        .execute();
  }

  private Call.Answer post(String delivery, String command) {
    return Call.to("/api/v1/deliveries/" + delivery + "/" + command, writer).post("");
  }

  private static int audited(String action, String delivery) {
    return DATABASE.fetchCount(
        AUDIT, AUDIT.ACTION.eq(action).and(AUDIT.TARGET.eq("delivery/" + delivery)));
  }

  private String delivery(String status) {
    return Clinics.delivery(clinic, webhook, event, status);
  }
}
