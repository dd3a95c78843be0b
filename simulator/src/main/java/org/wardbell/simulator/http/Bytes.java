package org.wardbell.simulator.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that nobody can change, so that a record may carry them. */
public final class Bytes {

  /** No bytes at all. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** Takes a copy of {@code content}. */
  public static Bytes of(byte[] content) {
    return content.length == 0 ? EMPTY : new Bytes(content.clone());
  }

  /** Returns the UTF-8 bytes of {@code text}. */
  public static Bytes utf8(String text) {
    return text.isEmpty() ? EMPTY : new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Wraps without a copy: only for an array that its maker lets go of. */
  static Bytes owning(byte[] content) {
    return content.length == 0 ? EMPTY : new Bytes(content);
  }

  /** Returns the number of bytes. */
  public int size() {
    return content.length;
  }

  /** Returns a copy of the bytes. */
  public byte[] toArray() {
    return content.clone();
  }

  /** Returns the bytes read as UTF-8; bytes that are not UTF-8 become the replacement character. */
  public String utf8() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** Writes the bytes to {@code out} without a copy. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(content);
  }

  byte[] uncopied() {
    return content;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return content.length + " bytes";
  }
}
