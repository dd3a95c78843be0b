package org.wardbell.activities.expression.evaluator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A value that does not fit its schema.
 *
 * @param path into the data: {@code items[0].price}; empty for the whole
 * @param message the schema's demand
 */
public record SchemaMisfit(String path, String message) {
  /** A message may quote a list of allowed values; more would not help a person more. */
  private static final int MAXIMUM_MESSAGE = 1_000;

  static byte[] write(List<SchemaMisfit> misfits) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeInt(misfits.size());
      for (SchemaMisfit misfit : misfits) {
        Question.writeBytes(out, cut(misfit.path()).getBytes(StandardCharsets.UTF_8));
        Question.writeBytes(out, cut(misfit.message()).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static String cut(String text) {
    return text.length() <= MAXIMUM_MESSAGE ? text : text.substring(0, MAXIMUM_MESSAGE) + "…";
  }

  /** Reads those of an answer. */
  public static List<SchemaMisfit> read(byte[] content) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
    try {
      int count = in.readInt();
      List<SchemaMisfit> misfits = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        String path = new String(Question.readBytes(in), StandardCharsets.UTF_8);
        misfits.add(
            new SchemaMisfit(path, new String(Question.readBytes(in), StandardCharsets.UTF_8)));
      }
      return misfits;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
