package org.wardbell.api.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DOCTOR;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/**
 * Many bookings of one doctor at once, more than there are connections, while somebody else keeps
 * the doctor's lock for longer than anybody waits for a lock or a connection: as on a machine that
 * is very busy.
 */
@Tag("servers")
class BookingCrowdTest {
  private static final int CROWD = 50;

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "WRITER");
  private final Bookings bookings = new Bookings(key, "17");

  @Test
  void fiftyBookingsOfDifferentSlots_allSucceed_andHoldUpNoOtherDoctor() throws Exception {
    List<Call.Answer> answers =
        crowd(
            i -> bookings.book(time(6, i), time(6, i + 1)),
            () ->
                assertThat(new Bookings(key, "18").book("06T09:00", "06T09:30").status())
                    .isEqualTo(201));
    assertThat(answers).hasSize(CROWD).allMatch(answer -> answer.status() == 201);
  }

  @Test
  void fiftyBookingsOfOneSlot_haveOneWinner_andTheOthersGetAlternatives() throws Exception {
    List<Call.Answer> answers = crowd(_ -> bookings.book("06T09:00", "06T09:30"), () -> {});

    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 409)
        .hasSize(CROWD - 1)
        .allSatisfy(
            answer ->
                assertThat(alternatives(answer.json()))
                    .hasSize(5)
                    .doesNotContain("2030-05-06T09:00"));
  }

  @Test
  void fiftyChangesOfOneDoctorsAppointments_allSucceed() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      ids.add(bookings.booked(time(6, i), time(6, i + 1)));
    }
    List<Call.Answer> answers =
        crowd(i -> bookings.status(ids.get(i), "{\"status\": \"ARRIVED\"}"), () -> {});
    assertThat(answers).hasSize(CROWD).allMatch(answer -> answer.status() == 200);

    List<Call.Answer> moves =
        crowd(
            i ->
                Call.to(Bookings.one(ids.get(i)), key)
                    .put(bookings.body(time(8, i), time(8, i + 1), "")),
            () -> {});
    assertThat(moves).hasSize(CROWD).allMatch(answer -> answer.status() == 200);
  }

  /** Returns the time of a slot of ten minutes, such as {@code 06T09:10}. */
  private static String time(int day, int slot) {
    return "%02dT%02d:%02d".formatted(day, 9 + slot / 6, slot % 6 * 10);
  }

  private static List<String> alternatives(JsonNode answer) {
    return answer
        .path("alternatives")
        .valueStream()
        .map(slot -> slot.path("start").asString().substring(0, 16))
        .toList();
  }

  /**
   * Makes requests all at once, while the doctor's lock is kept.
   *
   * @param meanwhile run while they wait
   */
  private List<Call.Answer> crowd(IntFunction<Call.Answer> request, Runnable meanwhile)
      throws Exception {
    bookings.book("01T09:00", "01T09:30");
    CountDownLatch over = new CountDownLatch(1);
    List<Call.Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch kept = new CountDownLatch(1);
      Future<?> keeper = threads.submit(() -> keepLock(kept, over));
      List<Future<Call.Answer>> requests = new ArrayList<>();
      try {
        kept.await();
        for (int i = 0; i < CROWD; i++) {
          int number = i;
          requests.add(threads.submit(() -> request.apply(number)));
        }
        TimeUnit.MILLISECONDS.sleep(longestLockWaitMillis() + 500);
        meanwhile.run();
      } finally {
        over.countDown();
      }
      keeper.get();
      for (Future<Call.Answer> each : requests) {
        answers.add(each.get());
      }
    }
    return answers;
  }

  private static long longestLockWaitMillis() {
    return database().fetchSingle("select @@innodb_lock_wait_timeout").get(0, Long.class) * 1_000;
  }

  private void keepLock(CountDownLatch kept, CountDownLatch over) {
    database()
        .transaction(
            transaction -> {
              transaction
                  .dsl()
                  .select(DOCTOR.ID)
                  .from(DOCTOR)
                  .where(DOCTOR.CLINIC_ID.eq(UUID.fromString(clinic)))
                  .and(DOCTOR.EXTERNAL_ID.eq("17"))
                  .forUpdate()
                  .fetchSingle();
              kept.countDown();
              over.await();
            });
  }

  private static DSLContext database() {
    return ApiServer.shared().bean(DSLContext.class);
  }
}
