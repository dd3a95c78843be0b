package org.wardbell.workflows.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A rule for the meaning of an answer, for a receiver with ways of its own. The first rule that
 * fits decides.
 *
 * @param status the answer's status, 200-599, or null for every one
 * @param contains text that the answer's first 16 KiB must contain, or null for any answer
 * @param meaning its meaning then
 * @param name a word for the attempt's code, {@code [a-z][a-z0-9_]*} and at most 24 characters, or
 *     null
 * @param advice what an administrator reads of such an attempt instead of the general advice; null
 *     without a name
 */
public record AnswerRule(
    @Nullable Integer status,
    @Nullable String contains,
    Meaning meaning,
    @Nullable String name,
    @Nullable String advice) {
  /** Describes one without words of its own. */
  public AnswerRule(@Nullable Integer status, @Nullable String contains, Meaning meaning) {
    this(status, contains, meaning, null, null);
  }

  /** The meaning of an answer. Names are stored; never rename one. */
  public enum Meaning {
    /** The receiver has it. */
    DELIVERED,
    /** The receiver took it, which proves nothing more: some take everything and drop it later. */
    ACCEPTED,
    /** The same bytes would be refused again. */
    REFUSED,
    /** Some of it was taken; the rest would be refused again. */
    PARTIAL,
    /** Try again by the schedule. */
    FAILED,
    /** The receiver gets more than it takes: the whole webhook waits. */
    LIMITED
  }
}
