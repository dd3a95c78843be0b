package org.wardbell.workflows.delivery;

/** The outcome of one HTTP request. Names are stored and shown; never rename one. */
public enum AttemptOutcome {
  /** A 2xx answer. */
  DELIVERED,
  /** An answer that the same bytes would get again (400, 405, 406, 411, 413, 414, 415, 422). */
  REFUSED,
  /** An answer worth another try (3xx, 401, 403, 404, 408, 409, 425, 429, 5xx). */
  FAILED,
  /** 410: the receiver wants no more of this. */
  GONE,
  /** The network guard forbids the address. */
  BLOCKED,
  /** No complete answer within the webhook's timeout. */
  TIMEOUT,
  /** No connection: name not found, refused, unreachable. Nothing was sent. */
  CONNECT,
  /** TLS failed: certificate, name or version. */
  TLS,
  /** The request was sent, and the answer was not HTTP, broke off, or never began. */
  PROTOCOL,
  /**
   * The process died or the row's lease ran out before an answer was recorded; counted as spent.
   */
  LOST
}
