package org.wardbell.simulator.receiver;

import java.time.Duration;
import org.wardbell.simulator.http.Bytes;

/** The manner in which an answer leaves, or does not. */
public sealed interface AnswerStyle {

  /** The answer leaves whole and at once. */
  record Whole() implements AnswerStyle {}

  /** The request is read, then nothing is said until the client gives up. */
  record Hang() implements AnswerStyle {}

  /**
   * The connection is reset (RST) after that many bytes of the answer; 0 means before the first.
   */
  record ResetAfter(int bytes) implements AnswerStyle {}

  /** The head leaves one byte at a time, the body at once after it. */
  record DripHead(Duration between) implements AnswerStyle {}

  /** The head leaves at once, the body one byte at a time. */
  record DripBody(Duration between) implements AnswerStyle {}

  /** A body without length and without end, as fast as the client reads. */
  record Endless() implements AnswerStyle {}

  /** The request's own body is the answer's body. */
  record Echo() implements AnswerStyle {}

  /** These bytes instead of an HTTP answer, then the end of the connection. */
  record Raw(Bytes bytes) implements AnswerStyle {}
}
