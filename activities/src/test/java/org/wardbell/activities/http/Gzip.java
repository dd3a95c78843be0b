package org.wardbell.activities.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Compressed bodies that are small on the wire and large in memory. */
public final class Gzip {
  private Gzip() {}

  /** Returns that many zeros, rounded up to 64 KiB, compressed. */
  public static byte[] zeros(int bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      byte[] block = new byte[64 * 1024];
      for (int written = 0; written < bytes; written += block.length) {
        gzip.write(block);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
