package org.wardbell.activities.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The content codings (RFC 9110, section 8.4.1) of receivers that compress although they were asked
 * not to. Only the part that is kept is unpacked, so that a bomb costs no more than its first 16
 * KiB.
 */
final class ContentCoding {
  /**
   * An unpacked part of a body.
   *
   * @param more whether there is more than was asked for, or its end is missing
   */
  record Unpacked(byte[] bytes, boolean more) {}

  private interface Opening {
    InputStream open(InputStream packed) throws IOException;
  }

  private ContentCoding() {}

  /** Returns whether a body with this header {@code Content-Encoding} may be packed. */
  static boolean isNamed(@Nullable String header) {
    return header != null && !codings(header).isEmpty();
  }

  /**
   * Unpacks a body; null if it is not packed in a way that is known here, or not at all.
   *
   * @param limit how many bytes to unpack
   */
  static @Nullable Unpacked unpack(@Nullable String header, byte[] body, int limit) {
    List<String> codings = header == null ? List.of() : codings(header);
    if (codings.size() != 1) {
      return null;
    }
    return switch (codings.getFirst()) {
      case "gzip", "x-gzip" -> unpack(body, limit, GZIPInputStream::new);
      case "deflate" -> {
        Unpacked zlib = unpack(body, limit, InflaterInputStream::new);
        // Some servers leave out the frame that the name stands for.
        yield zlib == null
            ? unpack(body, limit, in -> new InflaterInputStream(in, new Inflater(true)))
            : zlib;
      }
      default -> null;
    };
  }

  private static List<String> codings(String header) {
    return Arrays.stream(header.split(","))
        .map(each -> each.strip().toLowerCase(Locale.ROOT))
        .filter(each -> !each.isEmpty() && !each.equals("identity"))
        .toList();
  }

  private static @Nullable Unpacked unpack(byte[] body, int limit, Opening opening) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    byte[] buffer = new byte[4 * 1024];
    try (InputStream in = opening.open(new ByteArrayInputStream(body))) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        int room = limit - out.size();
        out.write(buffer, 0, Math.min(room, count));
        if (count > room) {
          return new Unpacked(out.toByteArray(), true);
        }
      }
      return new Unpacked(out.toByteArray(), false);
    } catch (IOException brokenOrCut) {
      return out.size() == 0 ? null : new Unpacked(out.toByteArray(), true);
    }
  }
}
