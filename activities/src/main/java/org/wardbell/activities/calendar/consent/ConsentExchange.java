package org.wardbell.activities.calendar.consent;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.interactive.ResultJson;

/**
 * The task of a worker that makes a connected calendar of a code. Its text form hides the code.
 *
 * @param redirectUri the one that the code was asked for with
 */
public record ConsentExchange(UUID consentId, String code, String redirectUri, AuditOrigin origin) {
  /** The kind of task. */
  public static final String KIND = "calendar_consent";

  /**
   * The outcome of an exchange.
   *
   * @param state what became of the consent
   * @param error a stable code if it failed, else null
   */
  public record Outcome(ConsentState state, @Nullable String error) {
    /** Reads an outcome from the worker's JSON. */
    public static Outcome of(byte[] json) {
      return ResultJson.read(json, Outcome.class);
    }

    byte[] json() {
      return ResultJson.write(this);
    }
  }

  static ConsentExchange of(byte[] json) {
    return ResultJson.read(json, ConsentExchange.class);
  }

  /** Returns this task as JSON, for the sealed row. */
  public byte[] json() {
    return ResultJson.write(this);
  }

  @Override
  public String toString() {
    return "ConsentExchange[hidden]";
  }
}
