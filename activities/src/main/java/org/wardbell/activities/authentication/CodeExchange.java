package org.wardbell.activities.authentication;

import tools.jackson.databind.json.JsonMapper;

/**
 * The task of a worker that makes tokens of a code.
 *
 * @param redirectUri the one that the code was asked for with
 */
public record CodeExchange(String code, String verifier, String redirectUri) {
  /** The kind of task. */
  public static final String KIND = "oauth_exchange";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * What came of it.
   *
   * @param error empty if the webhook is connected, else a stable code
   */
  public record Outcome(String error) {
    /** As the worker wrote it. */
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

  /** For the sealed row. */
  public byte[] json() {
    return JSON.writeValueAsBytes(this);
  }

  @Override
  public String toString() {
    return "CodeExchange[hidden]";
  }
}
