package org.wardbell.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.live.LiveCaller;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;
import org.wardbell.api.People.SignedInPerson;

/** The stream of what happens: each reader gets its own clinic's, whatever the others do. */
@Tag("servers")
class LiveTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final LiveHub hub = ApiServer.shared().bean(LiveHub.class);
  private final String clinic = Clinics.make();
  private final String other = Clinics.make();
  private final String reader = Clinics.key(clinic, "READER");
  private final List<LiveStream> streams = new ArrayList<>();

  private LiveStream watch(String key, String... lastId) throws Exception {
    LiveStream stream = LiveStream.open(key, lastId);
    streams.add(stream);
    return stream;
  }

  @AfterEach
  void close() throws IOException {
    for (LiveStream stream : streams) {
      stream.close();
    }
  }

  @Test
  void reader_getsItsClinicsEvents_andNoOthers() throws Exception {
    LiveStream ours = watch(reader);
    LiveStream all = watch(ApiServer.ADMINISTRATOR_KEY);
    String theirs = postedUntilSeen(all, other);
    String event = Clinics.event(clinic);

    assertThat(ours.until("\"id\":\"" + event + "\"")).doesNotContain(theirs, other);
    assertThat(all.until("\"id\":\"" + event + "\""))
        .contains("event: event", "\"type\":\"bill.paid\"");
    // Neither data nor the subject, nor a key.
    assertThat(ours.all()).doesNotContain("bill_id", "subject", "idempotency");
  }

  /** The first look begins after the stream, so that events are posted until one is seen. */
  private static String postedUntilSeen(LiveStream stream, String clinic) throws Exception {
    while (true) {
      String event = Clinics.event(clinic);
      if (stream.contains("\"clinic_id\":\"" + clinic + "\"", 1_500)) {
        return event;
      }
    }
  }

  @Test
  void attempt_isToldWhenItIsOver_alsoIfItBeganLongBefore() throws Exception {
    LiveStream stream = watch(reader);
    postedUntilSeen(stream, clinic);
    UUID delivery = Ids.next();
    DATABASE
        .insertInto(ATTEMPT)
        .set(ATTEMPT.DELIVERY_ID, delivery)
        .set(ATTEMPT.ORDINAL, 1)
        .set(ATTEMPT.CLINIC_ID, UUID.fromString(clinic))
        .set(ATTEMPT.WEBHOOK_ID, Ids.next())
        .set(ATTEMPT.WEBHOOK_VERSION, 1)
        .set(ATTEMPT.TRIGGER, "schedule")
        .set(ATTEMPT.LANE, "EXPRESS")
        .set(ATTEMPT.STARTED_AT, Instant.now())
        .execute();
    String later = Clinics.event(clinic);
    assertThat(stream.until(later)).doesNotContain(delivery.toString());

    DATABASE
        .update(ATTEMPT)
        .set(ATTEMPT.OUTCOME, "TIMEOUT")
        .set(ATTEMPT.CODE, "timeout")
        .set(ATTEMPT.FINISHED_AT, Instant.now())
        .where(ATTEMPT.DELIVERY_ID.eq(delivery))
        .execute();

    assertThat(stream.until(delivery.toString())).contains("event: attempt");
    assertThat(stream.until("\"code\":\"timeout\"")).contains("\"outcome\":\"TIMEOUT\"");
  }

  @Test
  void webhook_thatIsPausedOrFails_isTold() throws Exception {
    String webhook = Clinics.webhook(clinic);
    LiveStream stream = watch(reader);
    postedUntilSeen(stream, clinic);
    DATABASE
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.PAUSED, true)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(UUID.fromString(webhook)))
        .execute();
    Call.to("/api/v1/webhooks/" + webhook + "/pause").post("");

    assertThat(stream.until("\"paused\":true")).contains("event: webhook", webhook);
  }

  @Test
  void stream_thatBroke_goesOnAfterTheLastMessage() throws Exception {
    LiveStream first = watch(reader);
    String seen = postedUntilSeen(first, clinic);
    String before = first.until(seen);
    String last =
        before.substring(before.lastIndexOf("id: ") + 4).lines().findFirst().orElseThrow();
    assertThat(last).as("counts nothing").matches("[0-9a-f]{16}");
    first.close();
    String missed = Clinics.event(clinic);
    Thread.sleep(LiveHub.PAUSE.multipliedBy(2));

    LiveStream again = watch(reader, last);
    assertThat(again.until(missed)).doesNotContain("event: reset");
    assertThat(watch(reader, "another-5").until("event: reset")).isNotEmpty();
  }

  @Test
  void readersBeyondTheLimitOfAKey_areRefused() throws Exception {
    for (int i = 0; i < LiveHub.PER_KEY; i++) {
      watch(reader).until("retry:");
    }
    Call.Answer refused = Call.to("/api/v1/live", reader).get();
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("retry-after")).isEqualTo("5");

    streams.removeLast().close();
    // The server notices at one of its next words to the one that is gone.
    while (hub.size() >= LiveHub.PER_KEY) {
      Clinics.event(clinic);
      Thread.sleep(100);
    }
    assertThat(watch(reader).until("retry:")).isNotEmpty();
  }

  @Test
  void revokedKey_endsItsStreams() throws Exception {
    var made =
        Call.to("/api/v1/keys")
            .post("{\"name\":\"x\",\"role\":\"READER\",\"clinic\":\"%s\"}".formatted(clinic))
            .json();
    LiveStream stream = watch(made.path("key").asString());
    stream.until("retry:");
    Call.to("/api/v1/keys/" + made.path("id").asString()).delete();

    stream.untilEnd();
    assertThat(Call.to("/api/v1/live", made.path("key").asString()).get().status()).isEqualTo(401);
  }

  @Test
  void personWhoSignsOut_endsTheStreamsOfThatSession_andOfNoOther() throws Exception {
    People.Person ann = People.make(clinic, "READER");
    SignedInPerson left = ann.signIn();
    SignedInPerson stays = ann.signIn();
    LiveStream ending = LiveStream.openSignedIn(left.cookie());
    LiveStream going = LiveStream.openSignedIn(stays.cookie());
    streams.addAll(List.of(ending, going));
    ending.until("retry:");
    going.until("retry:");

    assertThat(left.to("/api/v1/session").delete().status()).isEqualTo(204);

    ending.untilEnd();
    Clinics.event(clinic);
    assertThat(going.until("event: event")).isNotEmpty();
  }

  /** It does not read: its queue is full after some looks, and nobody waits for it. */
  @Test
  void readerThatDoesNotKeepUp_isDropped_andTheOthersGoOn() {
    LiveReader slow = new LiveReader(new LiveCaller(Ids.next(), null, null), "203.0.113.7");
    int taken = 0;
    while (slow.offer("text")) {
      taken++;
    }
    assertThat(taken).isEqualTo(LiveReader.QUEUED);
    assertThat(slow.hasEnded()).isTrue();
  }
}
