package org.wardbell.activities.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.database.generated.tables.records.EventRecord;

/** Opens kept events for rendering. Clinics change rarely and are remembered for a few seconds. */
public final class EventReader {
  private static final Duration CLINIC_REMEMBERED = Duration.ofSeconds(10);
  private static final int CLINICS_REMEMBERED = 10_000;

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
   * The event with its data opened.
   *
   * @throws IllegalStateException if its data was removed by retention
   */
  public EventFacts open(EventRecord row) {
    byte[] ciphertext = row.getDataCiphertext();
    if (ciphertext == null) {
      throw new IllegalStateException("the data of event " + row.getId() + " was removed");
    }
    return new EventFacts(
        row.getId(),
        row.getType(),
        row.getSubject(),
        remembered.get(row.getClinicId(), this::find),
        row.getOccurredAt(),
        events.open(row.getClinicId(), row.getId(), ciphertext));
  }

  private ClinicFacts find(UUID id) {
    return clinics
        .find(id)
        .orElseThrow(() -> new IllegalStateException("there is no clinic " + id));
  }
}
