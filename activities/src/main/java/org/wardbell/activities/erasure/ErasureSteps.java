package org.wardbell.activities.erasure;

import static org.wardbell.activities.database.generated.Tables.ERASURE;
import static org.wardbell.activities.database.generated.Tables.ERASURE_SUBJECT;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.AppointmentErasure;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.ErasureRecord;
import org.wardbell.activities.delivery.removal.DeliveryRemoval;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.logjob.ExportParts;
import org.wardbell.workflows.JobProgress;
import org.wardbell.workflows.appointment.Appointment;

/**
 * The steps of an erasure, a page each. A page is read and opened without a lock; then one short
 * transaction locks the job's row, and moves its position if nobody else did. Appointments come
 * first, because their events are erased as well; files of the log come last, because what is
 * written until then may name the subject.
 */
final class ErasureSteps {
  /** The relay starts the job's workflow if nobody has advanced it for this long and its grace. */
  private static final Duration WAKE = Duration.ofSeconds(90);

  /** Requests under way end within 310 s; what was passed over for them is looked at again. */
  static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private final DSLContext dsl;
  private final EventStore events;
  private final AppointmentErasure appointments;
  private final ErasureStore store;
  private final AuditStore audit;

  ErasureSteps(
      DSLContext dsl,
      EventStore events,
      AppointmentErasure appointments,
      ErasureStore store,
      AuditStore audit) {
    this.dsl = dsl;
    this.events = events;
    this.appointments = appointments;
    this.store = store;
    this.audit = audit;
  }

  private static final JobProgress OVER = new JobProgress(true, 0, 0);

  /**
   * Does the next page.
   *
   * @param limit rows that each statement touches at most
   */
  JobProgress step(UUID id, int limit) {
    ErasureRecord seen = dsl.fetchOne(ERASURE, ERASURE.ID.eq(id));
    if (seen == null || seen.getFinishedAt() != null) {
      return OVER;
    }
    ErasedSubject subject = store.subject(seen);
    return switch (ErasurePhase.valueOf(seen.getPhase())) {
      case APPOINTMENTS -> appointments(seen, subject, limit);
      case EVENTS -> events(seen, subject, limit);
      case FILES -> change(seen, (transaction, job) -> files(transaction, job, limit));
    };
  }

  /**
   * Runs a transaction on the job's locked row, unless somebody else moved it since it was seen.
   */
  private JobProgress change(ErasureRecord seen, Changing changing) {
    return Contention.result(
        dsl,
        configuration -> {
          DSLContext transaction = configuration.dsl();
          ErasureRecord job =
              transaction
                  .selectFrom(ERASURE)
                  .where(ERASURE.ID.eq(seen.getId()))
                  .forUpdate()
                  .fetchSingle();
          if (job.getFinishedAt() != null
              || !job.getPhase().equals(seen.getPhase())
              || !job.getPosition().equals(seen.getPosition())) {
            return new JobProgress(false, 0, 0);
          }
          job.setWakesAt(DatabaseClock.read(transaction).plus(WAKE));
          JobProgress progress = changing.in(transaction, job);
          job.update();
          return progress;
        });
  }

  /** A change of a job whose row is locked. */
  private interface Changing {
    JobProgress in(DSLContext transaction, ErasureRecord job);
  }

  private JobProgress appointments(ErasureRecord seen, ErasedSubject subject, int limit) {
    Predicate<Appointment> wanted =
        each -> subject.has(each.id(), each.externalId(), each.patient().id());
    AppointmentErasure.Page page =
        appointments.page(dsl, seen.getClinicId(), seen.getPosition(), limit, wanted).orElse(null);
    if (page == null) {
      return change(
          seen,
          (_, job) -> {
            job.setPhase(ErasurePhase.EVENTS.name());
            job.setPosition(0L);
            return new JobProgress(false, 0, 0);
          });
    }
    return change(
        seen,
        (transaction, job) -> {
          remember(transaction, job, page.found());
          int erased = appointments.erase(transaction, page.found(), wanted);
          job.setAppointments(job.getAppointments() + erased);
          job.setUnreadable(job.getUnreadable() + page.unreadable());
          job.setLookedAt(job.getLookedAt() + page.looked());
          job.setPosition(page.last());
          return new JobProgress(false, erased, 0);
        });
  }

  /** Remembers whose events are erased too, also after the appointments say nothing any more. */
  private void remember(DSLContext transaction, ErasureRecord job, List<UUID> found) {
    for (UUID appointment : found) {
      transaction
          .insertInto(ERASURE_SUBJECT)
          .set(ERASURE_SUBJECT.ERASURE_ID, job.getId())
          .set(
              ERASURE_SUBJECT.SUBJECT_FINGERPRINT,
              events.subjectFingerprint(job.getClinicId(), "appointment/" + appointment))
          .onDuplicateKeyIgnore()
          .execute();
    }
  }

  private JobProgress events(ErasureRecord seen, ErasedSubject subject, int limit) {
    EventPage page = new EventPages(dsl, events).read(seen, subject, limit);
    if (page.last() == null) {
      return change(seen, this::endOrLookAgain);
    }
    return change(seen, (transaction, job) -> erase(transaction, job, page, limit));
  }

  /**
   * Erases a page's events: what waits is cancelled, what is under way is told not to go on, and
   * bodies, answers and what the subject is found by go before the data. One of these each time, so
   * that a transaction is short.
   */
  private JobProgress erase(DSLContext transaction, ErasureRecord job, EventPage page, int limit) {
    List<UUID> found = page.found();
    if (!found.isEmpty()) {
      // Whoever dispatches one of them has it locked; its deliveries are seen after that.
      transaction
          .select(EVENT.ID)
          .from(EVENT)
          .where(EVENT.ID.in(found))
          .orderBy(EVENT.ID)
          .forUpdate()
          .fetch();
      List<UUID> waiting = DeliveryRemoval.waiting(transaction, found, limit);
      if (!waiting.isEmpty()) {
        var _ = OpenDeliveries.cancelAll(transaction, waiting);
        job.setCancelled(job.getCancelled() + waiting.size());
        return new JobProgress(false, waiting.size(), 0);
      }
    }
    List<Record2<UUID, UUID>> sending = DeliveryRemoval.sending(transaction, found);
    var _ = OpenDeliveries.cancelAll(transaction, sending.stream().map(Record2::value1).toList());
    Set<UUID> underWay = sending.stream().map(Record2::value2).collect(Collectors.toSet());
    List<UUID> over = found.stream().filter(id -> !underWay.contains(id)).toList();
    int bodies = DeliveryRemoval.bodies(transaction, over, limit);
    job.setBodies(job.getBodies() + bodies);
    int answers = bodies > 0 ? 0 : DeliveryRemoval.answers(transaction, over, limit);
    job.setAnswers(job.getAnswers() + answers);
    int subjects = bodies + answers > 0 ? 0 : DeliveryRemoval.subjects(transaction, over, limit);
    if (bodies + answers + subjects > 0) {
      return new JobProgress(false, bodies + answers + subjects, 0);
    }
    int erased =
        transaction
            .update(EVENT)
            .setNull(EVENT.DATA_CIPHERTEXT)
            .setNull(EVENT.SUBJECT_CIPHERTEXT)
            .setNull(EVENT.SUBJECT_FINGERPRINT)
            .set(EVENT.ERASED_AT, DatabaseClock.now())
            .where(EVENT.ID.in(over))
            .and(
                EVENT
                    .DATA_CIPHERTEXT
                    .isNotNull()
                    .or(EVENT.SUBJECT_CIPHERTEXT.isNotNull())
                    .or(EVENT.SUBJECT_FINGERPRINT.isNotNull()))
            .execute();
    job.setEvents(job.getEvents() + erased);
    if (!underWay.isEmpty() && job.getPassedOver() == null) {
      job.setPassedOver(page.before());
    }
    job.setUnreadable(job.getUnreadable() + page.unreadable());
    job.setLookedAt(job.getLookedAt() + page.looked());
    job.setPosition(page.last());
    return new JobProgress(false, erased, 0);
  }

  private JobProgress endOrLookAgain(DSLContext transaction, ErasureRecord job) {
    @Nullable Long passedOver = job.getPassedOver();
    if (passedOver != null) {
      job.setPosition(passedOver);
      job.setPassedOver(null);
      return new JobProgress(false, 0, LOOK_AGAIN.toMillis());
    }
    job.setPhase(ErasurePhase.FILES.name());
    job.setPosition(0L);
    return new JobProgress(false, 0, 0);
  }

  /** Ends exported files that may name the subject: of the clinic, and of all clinics together. */
  private JobProgress files(DSLContext transaction, ErasureRecord job, int limit) {
    int rows = ExportParts.removeWithSubjects(transaction, job.getClinicId(), limit);
    if (rows > 0) {
      return new JobProgress(false, rows, 0);
    }
    store.finish(transaction, job, audit);
    return OVER;
  }
}
