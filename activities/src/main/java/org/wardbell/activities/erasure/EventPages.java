package org.wardbell.activities.erasure;

import static org.wardbell.activities.database.generated.Tables.ERASURE_SUBJECT;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record4;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.database.generated.tables.records.ErasureRecord;
import org.wardbell.activities.event.EventStore;

/** The pages of a clinic's events, opened to see whose they are. */
final class EventPages {
  /** Each may have 256 KiB of data. */
  private static final int AT_ONCE = 100;

  private final DSLContext dsl;
  private final EventStore events;

  EventPages(DSLContext dsl, EventStore events) {
    this.dsl = dsl;
    this.events = events;
  }

  /** Reads the page after the job's position; takes no lock. */
  EventPage read(ErasureRecord job, ErasedSubject subject, int limit) {
    List<Record4<UUID, Long, byte[], byte[]>> rows =
        dsl.select(EVENT.ID, EVENT.NUMBER, EVENT.SUBJECT_FINGERPRINT, EVENT.DATA_CIPHERTEXT)
            .from(EVENT.forceIndex("event_clinic"))
            .where(EVENT.CLINIC_ID.eq(job.getClinicId()))
            .and(EVENT.NUMBER.gt(job.getPosition()))
            .and(EVENT.NUMBER.le(job.getLastPosition()))
            .orderBy(EVENT.NUMBER)
            .limit(Math.min(limit, AT_ONCE))
            .fetch();
    Set<Fingerprint> subjects = subjects(job);
    List<UUID> found = new ArrayList<>();
    int unreadable = 0;
    for (Record4<UUID, Long, byte[], byte[]> row : rows) {
      if (row.value3() != null && subjects.contains(new Fingerprint(row.value3()))) {
        found.add(row.value1());
      } else if (row.value4() != null) {
        try {
          if (subject.isNamedIn(events.open(job.getClinicId(), row.value1(), row.value4()))) {
            found.add(row.value1());
          }
        } catch (BrokenSealException broken) {
          unreadable++;
        }
      }
    }
    return new EventPage(
        job.getPosition(),
        rows.isEmpty() ? null : rows.getLast().value2(),
        rows.size(),
        found,
        unreadable);
  }

  private Set<Fingerprint> subjects(ErasureRecord job) {
    Set<Fingerprint> subjects =
        dsl.select(ERASURE_SUBJECT.SUBJECT_FINGERPRINT)
            .from(ERASURE_SUBJECT)
            .where(ERASURE_SUBJECT.ERASURE_ID.eq(job.getId()))
            .fetchSet(row -> new Fingerprint(row.value1()));
    subjects.add(new Fingerprint(job.getSubjectFingerprint()));
    return subjects;
  }

  /** Bytes that are compared by their content. */
  private record Fingerprint(ByteBuffer bytes) {
    private Fingerprint(byte[] bytes) {
      this(ByteBuffer.wrap(bytes));
    }
  }
}
