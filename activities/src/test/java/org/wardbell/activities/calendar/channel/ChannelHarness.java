package org.wardbell.activities.calendar.channel;

import java.time.Duration;
import java.util.UUID;
import org.wardbell.activities.calendar.sync.SyncHarness;
import org.wardbell.activities.calendar.sync.SyncSession;
import org.wardbell.activities.tracing.Tracing;

/** The channels of a harness's calendar, and the pushes that arrive on them. */
final class ChannelHarness {
  private final SyncHarness sync;
  private final ChannelStore store;
  private final PushStore pushes;

  ChannelHarness(SyncHarness sync) {
    this.sync = sync;
    this.store = new ChannelStore(sync.clinic().dsl());
    this.pushes = new PushStore(sync.clinic().dsl(), Tracing.OFF);
  }

  record Channel(UUID id, String token) {}

  ChannelStore store() {
    return store;
  }

  PushStore pushes() {
    return pushes;
  }

  Channel requested() {
    SyncSession session = sync.take();
    ChannelStore.Requested requested =
        sync.sessions().call(session, transaction -> store.request(transaction, session));
    return new Channel(requested.id(), requested.token());
  }

  Channel active() {
    Channel channel = requested();
    SyncSession session = sync.take();
    sync.sessions()
        .run(
            session,
            transaction ->
                store.activate(
                    transaction, session, channel.id(), "resource", null, Duration.ofDays(7)));
    return channel;
  }

  PushOutcome push(Channel channel) {
    return pushes.receive(channel.id().toString(), channel.token(), "resource", "exists");
  }
}
