package org.wardbell.activities.appointment.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.workflows.JobProgress;

/** The sweep over several clinics, one of them with very many appointments at once. */
@Tag("servers")
class AppointmentSweepTest extends TwoClinics {
  /** Appointments of the large clinic, all at once. */
  private static final int SIZE = Integer.getInteger("wardbell.appointments", 3_000);

  /** Prints how late a small clinic's were; {@code -Dwardbell.appointments=100000} to measure. */
  @Test
  void smallClinic_doesNotWaitForTheLargeOne() throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(2);
    book(clinic.id(), "17", now);
    bookMany(SIZE, now);
    AtomicBoolean done = new AtomicBoolean();
    List<Long> millis = new CopyOnWriteArrayList<>();
    Thread booking = Thread.ofVirtual().start(() -> bookOneByOne(done, millis));
    long began = System.nanoTime();
    while (untouched() > 0) {
      sweep().sweep();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    done.set(true);
    booking.join();

    LongSummaryStatistics late = millis.stream().mapToLong(Long::longValue).summaryStatistics();
    System.out.printf(
        "%,d appointments of one clinic took %.1f s; %d of another came %d to %d ms after their booking, %.0f on average%n",
        SIZE, seconds, late.getCount(), late.getMin(), late.getMax(), late.getAverage());
    assertThat(started(clinic.id())).isEqualTo(SIZE + 1);
    assertThat(millis).as("told before the large clinic was done").hasSizeGreaterThan(1);
  }

  /** Books one that is due, waits until it was told, and books the next. */
  private void bookOneByOne(AtomicBoolean done, List<Long> millis) {
    for (int i = 1; !done.get(); i++) {
      long booked = System.nanoTime();
      book(small, "d" + i, Instant.now().truncatedTo(ChronoUnit.SECONDS));
      while (started(small) < i && !done.get()) {
        LockSupport.parkNanos(10_000_000);
      }
      if (!done.get()) {
        millis.add((System.nanoTime() - booked) / 1_000_000);
      }
    }
  }

  @Test
  void sweep_thatFindsNothing_restsForTenSeconds() {
    book(small, "17", Instant.now().plus(Duration.ofDays(3)));
    assertThat(sweep().sweep()).isEqualTo(new JobProgress(false, 0, 10_000));
  }

  @Test
  void twoSweepsAtOnce_tellEachStartOnce() throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(2);
    for (int i = 0; i < 30; i++) {
      book(clinic.id(), "d" + i, now);
    }
    Thread other = Thread.ofVirtual().start(() -> sweep().sweep());
    sweep().sweep();
    other.join();

    assertThat(started(clinic.id())).isEqualTo(30);
  }
}
