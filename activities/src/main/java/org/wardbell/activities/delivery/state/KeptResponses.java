package org.wardbell.activities.delivery.state;

import java.util.UUID;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.http.ReceivedResponse;
import tools.jackson.databind.json.JsonMapper;

/** Opens what receivers answered. */
public final class KeptResponses {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Encryption encryption;

  public KeptResponses(Encryption encryption) {
    this.encryption = encryption;
  }

  /** The sealed column of one attempt's answer; the row's id is the delivery's. */
  public static String column(int ordinal) {
    return "attempt.response." + ordinal;
  }

  public ReceivedResponse open(UUID clinic, UUID delivery, int ordinal, byte[] ciphertext) {
    return JSON.readValue(
        encryption.open(clinic, column(ordinal), delivery, ciphertext), ReceivedResponse.class);
  }
}
