package org.wardbell.activities.calendar.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.channel.ChannelHarness.Channel;
import org.wardbell.activities.calendar.channel.PushOutcome.Rejected;
import org.wardbell.activities.calendar.channel.PushOutcome.SyncMessage;
import org.wardbell.activities.calendar.sync.SyncHarness;

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
  void greeting_beforeTheWatchAnswer_tellsTheResource_andActivationKeepsIt() {
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
  void interruptedWatch_leavesItsChannelToBeStopped_andOneIsActive() {
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
}
