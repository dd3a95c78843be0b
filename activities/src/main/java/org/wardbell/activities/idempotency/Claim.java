package org.wardbell.activities.idempotency;

import java.util.UUID;

/** The result of claiming an idempotency key for a request. */
public sealed interface Claim {
  /** It was free, and is this request's now. */
  record Mine(UUID id) implements Claim {}

  /** The same request was answered before. */
  record Answered(KeptAnswer answer) implements Claim {}

  /** The same request is still being worked on. */
  record Running() implements Claim {}

  /** The same request changed something, but its answer was not kept. */
  record Unanswered() implements Claim {}

  /** Another request has used the key. */
  record Taken() implements Claim {}

  /** The clinic has as many keys as it may have. */
  record Full() implements Claim {}
}
