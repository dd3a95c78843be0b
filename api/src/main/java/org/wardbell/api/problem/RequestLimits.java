package org.wardbell.api.problem;

/** The limits of one request. Above these a client is wrong, and an answer says so. */
public final class RequestLimits {
  /** One event, and every other single document; the same as a delivery's largest body. */
  public static final int MAXIMUM_BODY_BYTES = 256 * 1024;

  /** The limit of a batch: as much as one commit takes. */
  public static final int MAXIMUM_BATCH_BYTES = 4 * 1024 * 1024;

  /** Levels of arrays and objects; readers of nested data, ours and receivers', are recursive. */
  public static final int MAXIMUM_DEPTH = 32;

  /** Characters of an unknown field's name that an answer repeats. */
  static final int MAXIMUM_SHOWN_NAME = 60;

  private RequestLimits() {}
}
