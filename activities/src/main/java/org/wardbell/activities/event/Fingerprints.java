package org.wardbell.activities.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fingerprints of subjects, of idempotency keys, and of requests. The last tell whether two events
 * with one idempotency key are the same request: HMAC-SHA-256 with the clinic's key over type,
 * subject, time and data, the data in canonical form (names in order, no spaces), so that a client
 * may serialise it again.
 */
final class Fingerprints {
  private static final JsonMapper CANONICAL =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final Encryption encryption;

  Fingerprints(Encryption encryption) {
    this.encryption = encryption;
  }

  /** Returns the fingerprint, or null for an event without a key. */
  byte @Nullable [] of(NewEvent event) {
    if (event.idempotencyKey() == null) {
      return null;
    }
    ByteArrayOutputStream canonical = new ByteArrayOutputStream(event.data().length + 128);
    line(canonical, event.type());
    line(canonical, event.subject());
    line(canonical, Objects.toString(event.occurredAt(), null));
    // A tree keeps its own order; a map of it is written in the order of names.
    JsonNode tree = CANONICAL.readTree(event.data());
    canonical.writeBytes(CANONICAL.writeValueAsBytes(CANONICAL.treeToValue(tree, Object.class)));
    return encryption.fingerprint(event.clinicId(), canonical.toByteArray());
  }

  /** Returns the fingerprint by which subjects are compared, byte for byte; null for none. */
  byte @Nullable [] ofSubject(UUID clinicId, @Nullable String subject) {
    return of(clinicId, "subject:", subject);
  }

  /** Returns the fingerprint by which idempotency keys are compared, byte for byte. */
  byte @Nullable [] ofKey(UUID clinicId, @Nullable String key) {
    return of(clinicId, "idempotency_key:", key);
  }

  /** The kind keeps a subject and a key with the same text apart. */
  private byte @Nullable [] of(UUID clinicId, String kind, @Nullable String text) {
    return text == null
        ? null
        : encryption.fingerprint(clinicId, (kind + text).getBytes(StandardCharsets.UTF_8));
  }

  /** Appends a field, its length first, so that no two different lists of fields read the same. */
  private static void line(ByteArrayOutputStream out, @Nullable String field) {
    byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(((field == null ? -1 : bytes.length) + ":").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(bytes);
  }
}
