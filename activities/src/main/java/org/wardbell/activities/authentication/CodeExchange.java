package org.wardbell.activities.authentication;

import tools.jackson.databind.json.JsonMapper;

/**
 * The task of a worker that makes tokens of a code.
 *
 * @param redirectUri the one that the code was asked for with
 * @param scope fingerprint of what the tokens are to be good for; a webhook that has changed since
 *     the person consented gets none
 */
public record CodeExchange(String code, String verifier, String redirectUri, String scope) {
  /** The kind of task. */
  public static final String KIND = "oauth_exchange";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * The outcome of an exchange.
   *
   * @param error empty if the webhook is connected, else a stable code
   */
  public record Outcome(String error) {
    /** Reads an outcome from the worker's JSON. */
    public static Outcome of(byte[] json) {
      return JSON.readValue(json, Outcome.class);
    }

    byte[] json() {
      return JSON.writeValueAsBytes(this);
    }
  }

  static CodeExchange of(byte[] json) {
    return JSON.readValue(json, CodeExchange.class);
  }

  /** Returns this outcome as JSON, for the sealed row. */
  public byte[] json() {
    return JSON.writeValueAsBytes(this);
  }

  @Override
  public String toString() {
    return "CodeExchange[hidden]";
  }
}
