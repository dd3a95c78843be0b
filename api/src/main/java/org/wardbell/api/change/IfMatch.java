package org.wardbell.api.change;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The condition of a change (RFC 9110, section 13.1.1): only what the client has read is changed.
 * Controller methods take one as a parameter and hold the row to it under its lock.
 *
 * <p>An entity tag is {@code "<revision>.<fingerprint of what was shown>"}. The revision alone is
 * compared, so that a counter that moved on in between refuses no change; a tag of the revision
 * alone is as good.
 */
public final class IfMatch {
  private static final IfMatch NONE = new IfMatch(null);

  /** The tags of a request with its {@code *} or its commas and white space. */
  private static final int MAXIMUM_LENGTH = 2_000;

  private static final Pattern TAG = Pattern.compile("(W/)?\"([!#-~]*)\"");

  private final @Nullable List<String> revisions;

  private IfMatch(@Nullable List<String> revisions) {
    this.revisions = revisions;
  }

  /**
   * Reads the header.
   *
   * @param header its value, or null if the request has none
   * @throws ProblemException 422 if it is too long
   */
  static IfMatch of(@Nullable String header) {
    if (header == null || header.strip().equals("*")) {
      return NONE;
    }
    if (header.length() > MAXIMUM_LENGTH) {
      throw ProblemException.invalid(
          "If-Match", "is longer than " + MAXIMUM_LENGTH + " characters", "Send one ETag.");
    }
    List<String> revisions = new ArrayList<>();
    // A version without its quotes is no entity tag; it was taken before there were any.
    revisions.add(header.strip());
    for (Matcher tag = TAG.matcher(header); tag.find(); ) {
      if (tag.group(1) == null) {
        revisions.add(revisionOf(tag.group(2)));
      }
    }
    return new IfMatch(revisions);
  }

  /** Returns the condition that this revision is still the newest. */
  public static IfMatch revision(String revision) {
    return new IfMatch(List.of(revision));
  }

  /** Returns the condition of a request that has none. */
  public static IfMatch none() {
    return NONE;
  }

  /** Returns the condition of a form that carries the revision that its page showed. */
  public static IfMatch ofForm(@Nullable String shown) {
    return shown == null || shown.isEmpty() ? NONE : new IfMatch(List.of(shown));
  }

  /** Returns the part of a tag that stands for what can be changed. */
  private static String revisionOf(String tag) {
    int dot = tag.indexOf('.');
    return dot < 0 ? tag : tag.substring(0, dot);
  }

  /** Returns whether the change depends on a revision. */
  public boolean isGiven() {
    return revisions != null;
  }

  /**
   * Ends the request with 412 unless this is the revision that was read.
   *
   * @param revision the one of the row, which is locked or compared again when it is written
   */
  public void require(String revision) {
    if (revisions != null && !revisions.contains(revision)) {
      throw failed();
    }
  }

  /** Returns 412, for a change that another one came before. */
  public static ProblemException failed() {
    return ProblemException.of(
        ProblemKind.PRECONDITION_FAILED,
        "This is not what you read any more: somebody changed it meanwhile. Read it again, and"
            + " repeat the change if it is still wanted (its ETag is another one now).");
  }
}
