package org.wardbell.activities.expression.evaluator;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A question about one document, as it crosses the pipe to the child process.
 *
 * @param source of the expression, or the schema
 */
public record Question(Kind kind, String source) {
  /** The kinds of questions. Both ends are of the same build, so their names are the wire form. */
  public enum Kind {
    /** Whether a JSONata expression is true of the document: one byte, 0 or 1. */
    FILTER,
    /** The result of a JSONata expression for the document: JSON. */
    TRANSFORMATION,
    /** The values that do not fit a JSON Schema: {@link SchemaMisfit}s. */
    SCHEMA
  }

  /** Writes it. */
  public void write(DataOutputStream out) throws IOException {
    out.writeUTF(kind.name());
    writeBytes(out, source.getBytes(StandardCharsets.UTF_8));
  }

  static Question read(DataInputStream in) throws IOException {
    Kind kind = Kind.valueOf(in.readUTF());
    return new Question(kind, new String(readBytes(in), StandardCharsets.UTF_8));
  }

  static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static byte[] readBytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
