package org.wardbell.activities.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The compression (gzip, RFC 1952) of parts of files before they are sealed. */
public final class Compression {
  /** Lines of JSON become about a quarter. */
  private static final int EXPECTED = 4;

  private static final int HEADER = 64;

  private Compression() {}

  /** Compresses bytes. */
  public static byte[] compressed(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / EXPECTED + HEADER);
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /**
   * Returns the bytes that were compressed; only of what was sealed here, whose size was bounded.
   */
  public static byte[] expanded(byte[] compressed) {
    try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return zip.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
