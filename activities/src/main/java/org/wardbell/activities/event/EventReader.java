package org.wardbell.activities.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.MissingClinicException;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.database.generated.tables.records.EventRecord;

/**
 * The reader of stored events for rendering. Clinics change rarely and are remembered for a few
 * seconds.
 */
public final class EventReader {
  private static final Duration CLINIC_REMEMBERED = Duration.ofSeconds(10);
  private static final int CLINICS_REMEMBERED = 10_000;

  private static final byte[] NONE = {};
  private static final Logger log = LoggerFactory.getLogger(EventReader.class);

  private final EventStore events;
  private final ClinicStore clinics;
  private final Cache<UUID, ClinicFacts> remembered =
      Caffeine.newBuilder()
          .expireAfterWrite(CLINIC_REMEMBERED)
          .maximumSize(CLINICS_REMEMBERED)
          .build();

  public EventReader(EventStore events, ClinicStore clinics) {
    this.events = events;
    this.clinics = clinics;
  }

  /**
   * An event that was committed a moment ago, as it was before it was sealed.
   *
   * @param occurredAt as it is stored
   * @param subjectFingerprint or null if it has no subject
   */
  public record Unsealed(
      UUID id, NewEvent event, Instant occurredAt, byte @Nullable [] subjectFingerprint) {}

  /**
   * Returns an event that need not be opened.
   *
   * @throws MissingClinicException if its clinic's row is gone
   */
  public EventFacts facts(DSLContext database, Unsealed known) {
    NewEvent event = known.event();
    return new EventFacts(
        known.id(),
        event.type(),
        event.subject(),
        clinic(database, event.clinicId()),
        known.occurredAt(),
        event.data(),
        known.subjectFingerprint());
  }

  /**
   * Returns the event with its data opened. One that cannot be opened comes without data, and with
   * a line in the log, so that a caller who handles many does not stop at it.
   *
   * @param database the caller's transaction, if there is one
   * @throws MissingClinicException if its clinic's row is gone
   */
  public EventFacts open(DSLContext database, EventRecord row) {
    ClinicFacts clinic = clinic(database, row.getClinicId());
    try {
      return facts(
          row,
          clinic,
          events.openSubject(row.getClinicId(), row.getId(), row.getSubjectCiphertext()),
          data(row));
    } catch (BrokenSealException broken) {
      log.error("event {} cannot be opened, nothing is sent of it", row.getId());
      return facts(row, clinic, null, NONE);
    }
  }

  private static EventFacts facts(
      EventRecord row, ClinicFacts clinic, @Nullable String subject, byte[] data) {
    return new EventFacts(
        row.getId(),
        row.getType(),
        subject,
        clinic,
        row.getOccurredAt(),
        data,
        row.getSubjectFingerprint());
  }

  private byte[] data(EventRecord row) {
    byte[] ciphertext = row.getDataCiphertext();
    return ciphertext == null
        ? NONE // Removed by age or by an erasure.
        : events.open(row.getClinicId(), row.getId(), ciphertext);
  }

  /** Forgets what is remembered of a clinic, because it has changed. */
  public void forget(UUID clinic) {
    remembered.invalidate(clinic);
  }

  /** Not the cache's own loading, which would hold others up while it asks the database. */
  private ClinicFacts clinic(DSLContext database, UUID id) {
    ClinicFacts known = remembered.getIfPresent(id);
    if (known != null) {
      return known;
    }
    ClinicFacts read = clinics.find(database, id).orElseThrow(() -> new MissingClinicException(id));
    remembered.put(id, read);
    return read;
  }
}
