package org.wardbell.activities.event;

import static org.jooq.impl.DSL.row;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The idempotency keys that are taken, and by which events: in the database, and in the same
 * commit.
 */
final class EventKeys {
  /** The life of a key, counted from the 202 of its event. */
  static final Duration KEPT = Duration.ofDays(30);

  /** A key belongs to a clinic, and so does its fingerprint; buffers are equal by their bytes. */
  private record Key(UUID clinicId, ByteBuffer fingerprint) {}

  private record Holder(AcceptedEvent event, byte @Nullable [] fingerprint) {}

  private final Map<Key, Holder> taken = new HashMap<>();

  private EventKeys() {}

  /**
   * Reads the holders of these events' keys; no query when none has a key. A holder that is too old
   * loses its key in the caller's transaction, so that the key is free for another event.
   *
   * @param now by the database's clock
   */
  static EventKeys read(DSLContext transaction, List<PreparedEvent> events, Instant now) {
    EventKeys keys = new EventKeys();
    var wanted =
        events.stream()
            .filter(event -> event.keyFingerprint() != null)
            .map(event -> row(event.event().clinicId(), event.keyFingerprint()))
            .toList();
    List<UUID> old = new ArrayList<>();
    if (!wanted.isEmpty()) {
      transaction
          .select(
              EVENT.CLINIC_ID,
              EVENT.IDEMPOTENCY_FINGERPRINT,
              EVENT.ID,
              EVENT.TYPE,
              EVENT.ACCEPTED_AT,
              EVENT.FINGERPRINT)
          .from(EVENT)
          .where(row(EVENT.CLINIC_ID, EVENT.IDEMPOTENCY_FINGERPRINT).in(wanted))
          .forEach(
              held -> {
                if (held.value5().isBefore(now.minus(KEPT))) {
                  old.add(held.value3());
                  return;
                }
                keys.taken.put(
                    new Key(held.value1(), ByteBuffer.wrap(held.value2())),
                    new Holder(
                        new AcceptedEvent(held.value3(), held.value4(), held.value5(), true),
                        held.value6()));
              });
    }
    free(transaction, old);
    return keys;
  }

  private static void free(DSLContext transaction, List<UUID> holders) {
    if (!holders.isEmpty()) {
      transaction
          .update(EVENT)
          .setNull(EVENT.IDEMPOTENCY_FINGERPRINT)
          .where(EVENT.ID.in(holders.stream().sorted().toList()))
          .execute();
    }
  }

  /** Returns the earlier event with this one's key, or null if the key is free or there is none. */
  @Nullable AcceptedEvent holder(PreparedEvent prepared) {
    Holder holder = find(prepared);
    return holder == null ? null : holder.event();
  }

  /** Returns whether the key is held by an event with another body. */
  boolean conflicts(PreparedEvent prepared) {
    Holder holder = find(prepared);
    return holder != null && !Arrays.equals(holder.fingerprint(), prepared.fingerprint());
  }

  /** Takes the key for this event. */
  void take(PreparedEvent prepared, Instant acceptedAt) {
    Key key = key(prepared);
    if (key != null) {
      taken.put(
          key,
          new Holder(
              new AcceptedEvent(prepared.id(), prepared.event().type(), acceptedAt, true),
              prepared.fingerprint()));
    }
  }

  /** Frees the key again: its event will not be written. */
  void release(PreparedEvent prepared) {
    Key key = key(prepared);
    if (key != null) {
      taken.remove(key);
    }
  }

  private @Nullable Holder find(PreparedEvent prepared) {
    Key key = key(prepared);
    return key == null ? null : taken.get(key);
  }

  private static @Nullable Key key(PreparedEvent prepared) {
    byte[] fingerprint = prepared.keyFingerprint();
    return fingerprint == null
        ? null
        : new Key(prepared.event().clinicId(), ByteBuffer.wrap(fingerprint));
  }
}
