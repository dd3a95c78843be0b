package org.wardbell.standalone.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.CalendarRecord;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.push.Channel;

/**
 * Both sides after the kills that {@link KilledAtFourMoments} describes. {@code
 * CalendarProcessesIT} kills one worker at three such moments.
 */
@Tag("nightly")
class CalendarCrashPointsIT extends KilledAtFourMoments {
  @Test
  void pageThatWasFetched_butNotCommitted_isReadAgain() {
    assertThat(fetchedAtKill.getSyncToken()).isEqualTo(fetchedBefore.getSyncToken());
    assertThat(fetchedAtKill.getHandled()).isEqualTo(fetchedBefore.getHandled());
    CalendarRecord now = row(doctor(FETCHED).calendar());
    assertThat(now.getSyncToken()).isNotEqualTo(fetchedBefore.getSyncToken());
    assertThat(moved(FETCHED)).isTrue();
    assertThat(appointment(FETCHED).path("version").asInt(0))
        .isEqualTo(fetchedAppointmentAtKill.path("version").asInt(0) + 1);
  }

  @Test
  void pageThatWasCommitted_butNotReported_isNotTakenTwice() {
    assertThat(committedAtKill.getSyncToken()).isNotEqualTo(committedBefore.getSyncToken());
    assertThat(committedAtKill.getHandled()).isGreaterThan(committedBefore.getHandled());
    assertThat(moved(COMMITTED)).isTrue();
    assertThat(appointment(COMMITTED).path("version").asInt(0))
        .isEqualTo(committedAppointmentAtKill.path("version").asInt(0));
    // Each of the two moves is told once, and so is the meeting of the event that was inserted.
    assertThat(told("calendar.event_rescheduled")).isEqualTo(told("appointment.updated") - 1);
    assertThat(told("calendar.event_rescheduled"))
        .isEqualTo(
            appointment(FETCHED).path("version").asInt(0)
                - 1
                + appointment(COMMITTED).path("version").asInt(0)
                - 1);
  }

  @Test
  void eventThatWasInserted_butNotStored_isAdopted() {
    assertThat(events(INSERTED)).hasSize(1);
    assertThat(google.count(ApiMethod.EVENTS_INSERT)).isEqualTo(1);
    assertThat(google.mails().all()).isEmpty();
  }

  @Test
  void channelThatWasOpened_butNotStored_isStoppedForAnotherOne() {
    List<UUID> active =
        servers
            .database()
            .select(CHANNEL.ID)
            .from(CHANNEL)
            .where(CHANNEL.CALENDAR_ID.eq(watched))
            .and(CHANNEL.STATE.eq("ACTIVE"))
            .fetch(CHANNEL.ID);
    assertThat(active).hasSize(1);
    assertThat(google.channels(WATCHED))
        .extracting(Channel::id)
        .containsExactly(Objects.requireNonNull(active.getFirst()).toString());
    assertThat(google.count(ApiMethod.EVENTS_WATCH)).isEqualTo(2);
  }

  @Test
  void bothSides_afterTheKill_areEqual() {
    assertThat(open).isEmpty();
    assertThat(new StormComparison(servers, world).differences()).isEmpty();
  }
}
