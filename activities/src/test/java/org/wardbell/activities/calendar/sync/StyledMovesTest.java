package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.calendar.google.SendUpdates;
import org.wardbell.activities.calendar.style.EventStyle;
import org.wardbell.activities.calendar.style.EventStyles;

/** Events that go to a calendar whose events say something else. */
@Tag("servers")
class StyledMovesTest extends TwoCalendars {
  @BeforeEach
  void decide() {
    new EventStyles(clinic.dsl(), new AuditStore(InstantSource.system()))
        .put(
            clinic.id(),
            there,
            new EventStyle("Elsewhere", null, null, false, Map.of(), null, SendUpdates.ALL),
            _ -> {},
            Map.of(),
            AuditOrigin.SYSTEM);
  }

  @Test
  void c32_moved_newFirst_saysWhatItsNewCalendarSays_andMailsNobody() {
    UUID id = shown(SLOT);
    moveTo(id, PRIVATE);
    pull(there);
    assertSaysElsewhere(id);
    assertThat(google.mails().all()).isEmpty();
  }

  @Test
  void c32_moved_tombstoneFirst_saysWhatItsNewCalendarSays_andOurNextMoveMails() {
    UUID id = shown(SLOT);
    moveTo(id, PRIVATE);
    pull(here);
    write(here);
    pull(there);
    assertSaysElsewhere(id);
    assertThat(google.mails().all()).isEmpty();
    change(id, clinic.wanted(LATER));
    settleBoth();
    assertIsThere(id);
    assertThat(google.mails().all()).hasSize(1);
  }

  @Test
  void c32_moved_whileOurMoveWaited_mailsOnce_fromItsNewCalendar() {
    UUID id = shown(SLOT);
    change(id, clinic.wanted(LATER));
    moveTo(id, PRIVATE);
    settleBoth();
    assertSaysElsewhere(id);
    assertThat(clinic.appointment(id).slot()).isEqualTo(LATER);
    assertThat(google.mails().all()).hasSize(1);
  }

  private void assertSaysElsewhere(UUID id) {
    settleBoth();
    assertIsThere(id);
    assertThat(doctorThere().event(clinicEvent(id)).path("summary").asString())
        .isEqualTo("Elsewhere");
  }
}
