package org.wardbell.activities.calendar.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.channel.ChannelHarness.Channel;
import org.wardbell.activities.calendar.channel.PushOutcome.Rejected;
import org.wardbell.activities.calendar.channel.PushOutcome.SyncMessage;
import org.wardbell.activities.calendar.sync.SyncHarness;
import org.wardbell.activities.calendar.sync.SyncSession;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.ChannelRecord;

/** Channels whose opening is overtaken by a push, or interrupted. */
@Tag("servers")
class ChannelStoreTest {
  private SyncHarness sync;
  private ChannelHarness channels;

  @BeforeEach
  void start() {
    sync = new SyncHarness();
    channels = new ChannelHarness(sync);
  }

  @AfterEach
  void stop() {
    sync.close();
  }

  @Test
  void c01_greeting_beforeTheWatchAnswer_meetsTheRowThatIsThere_andTellsTheResource() {
    Channel requested = channels.requested();
    assertThat(channels.pushes().receive(requested.id().toString(), requested.token(), "r", "sync"))
        .isInstanceOf(SyncMessage.class);
    assertThat(channels.pushes().receive(requested.id().toString(), "guess", "r", "sync"))
        .isInstanceOf(Rejected.class);
    assertThat(
            channels
                .pushes()
                .receive(requested.id().toString(), requested.token(), "other", "sync"))
        .isInstanceOf(Rejected.class);
  }

  @Test
  void c03_interruptedWatch_leavesItsChannelToBeStopped_andOneIsActive() {
    Channel orphan = channels.requested();
    Channel active = channels.active();

    assertThat(channels.store().superseded(sync.calendar()))
        .extracting(ChannelStore.ToStop::id)
        .containsExactly(orphan.id());
    assertThat(channels.store().superseded(sync.calendar()).getFirst().resourceId())
        .isEqualTo("resource");
    assertThat(
            sync.clinic().dsl().fetchCount(CHANNEL, CHANNEL.STATE.eq(ChannelState.ACTIVE.name())))
        .isEqualTo(1);
    assertThat(active.id()).isNotEqualTo(orphan.id());
  }

  @Test
  void c04_expirationThatGoogleDoesNotSay_isWhatWasAskedFor() {
    Channel channel = channels.active();
    assertThat(life(channel)).isEqualTo(Duration.ofDays(7));
    assertThat(lifeUntilItIsEnding(channel))
        .isEqualTo(Duration.ofDays(7).multipliedBy(9).dividedBy(10));
  }

  @Test
  void c04_expirationThatGoogleSays_counts_howeverLittleItIs() {
    Channel channel = channels.requested();
    Instant granted = DatabaseClock.read(sync.clinic().dsl()).plus(Duration.ofHours(1));
    SyncSession session = sync.take();
    sync.sessions()
        .run(
            session,
            transaction ->
                channels
                    .store()
                    .activate(
                        transaction,
                        session,
                        channel.id(),
                        "resource",
                        granted,
                        Duration.ofDays(7)));
    assertThat(life(channel)).isLessThanOrEqualTo(Duration.ofHours(1));
    assertThat(lifeUntilItIsEnding(channel)).isLessThanOrEqualTo(Duration.ofMinutes(54));
  }

  private Duration life(Channel channel) {
    ChannelRecord row = row(channel);
    return Duration.between(row.getActivatedAt(), row.getExpiresAt());
  }

  private Duration lifeUntilItIsEnding(Channel channel) {
    ChannelRecord row = row(channel);
    return Duration.between(row.getActivatedAt(), row.getEndingAt());
  }

  private ChannelRecord row(Channel channel) {
    return sync.clinic().dsl().selectFrom(CHANNEL).where(CHANNEL.ID.eq(channel.id())).fetchSingle();
  }
}
