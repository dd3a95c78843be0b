package org.wardbell.activities.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A symmetric Standard Webhooks secret.
 *
 * @param value {@code whsec_} and base64 of 24-64 random bytes
 * @param retiresAt when a rotated secret stops signing; null for the current one
 */
public record SigningSecret(String value, @Nullable Instant retiresAt) {
  @Override
  public String toString() {
    return "SigningSecret[hidden]";
  }
}
