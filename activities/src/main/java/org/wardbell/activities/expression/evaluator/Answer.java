package org.wardbell.activities.expression.evaluator;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * An answer of the child process.
 *
 * @param processor time that it took
 * @param content the value's bytes, or the reason in words that quote no value
 */
public record Answer(Kind kind, Duration processor, byte[] content) {
  /** The kinds of answers. Both ends are of the same build, so their names are the wire form. */
  public enum Kind {
    /** It worked. */
    VALUE,
    /** It does not work with this document, however often it is tried. */
    FAILURE,
    /** It used up its processor time. */
    SLOW,
    /** The time of the whole call was used up before. */
    NOT_TRIED
  }

  static Answer failure(String reason, long nanos) {
    return new Answer(
        Kind.FAILURE, Duration.ofNanos(nanos), reason.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the reason. */
  public String reason() {
    return new String(content, StandardCharsets.UTF_8);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(kind.name());
    out.writeLong(processor.toNanos());
    Question.writeBytes(out, content);
    out.flush();
  }

  /** Reads the next one. */
  public static Answer read(DataInputStream in) throws IOException {
    Kind kind = Kind.valueOf(in.readUTF());
    Duration processor = Duration.ofNanos(in.readLong());
    return new Answer(kind, processor, Question.readBytes(in));
  }
}
