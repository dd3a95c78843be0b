package org.wardbell.activities.preview;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.event.EventFacts;

/** Events that never happened, for tests and previews; nothing of them is kept. */
final class SampleEvents {
  private final ClinicStore clinics;

  SampleEvents(ClinicStore clinics) {
    this.clinics = clinics;
  }

  EventFacts of(TestSendRequest order) {
    return of(order.clinicId(), order.eventType(), order.dataBytes());
  }

  private EventFacts of(UUID clinic, String type, byte[] data) {
    return new EventFacts(
        Ids.next(),
        type,
        null,
        clinics
            .find(clinic)
            .orElseThrow(() -> new IllegalStateException("there is no clinic " + clinic)),
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        data);
  }
}
