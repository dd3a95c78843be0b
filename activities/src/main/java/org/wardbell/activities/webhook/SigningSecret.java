package org.wardbell.activities.webhook;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A Standard Webhooks secret.
 *
 * @param value {@code whsec_} and base64 of 24-64 random bytes, or {@code whsk_} and base64 of an
 *     Ed25519 seed (32 bytes) and its public key (32 bytes)
 * @param retiresAt when a rotated secret stops signing; null for the current one
 */
public record SigningSecret(String value, @Nullable Instant retiresAt) {
  static final String SHARED = "whsec_";
  static final String PRIVATE = "whsk_";

  /** Returns whether it signs with v1a; otherwise it signs with v1. */
  @JsonIgnore
  public boolean isPrivate() {
    return value.startsWith(PRIVATE);
  }

  /** Returns whether it still signs. */
  public boolean isAliveAt(Instant moment) {
    return retiresAt == null || moment.isBefore(retiresAt);
  }

  /**
   * Returns the key itself.
   *
   * @throws IllegalArgumentException if it is not base64
   */
  public byte[] bytes() {
    String base64 = value.startsWith(SHARED) ? value.substring(SHARED.length()) : value;
    base64 = isPrivate() ? base64.substring(PRIVATE.length()) : base64;
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // The cause's text quotes a character of the secret.
      throw new IllegalArgumentException("a signing secret is not base64");
    }
  }

  @Override
  public String toString() {
    return "SigningSecret[hidden]";
  }
}
