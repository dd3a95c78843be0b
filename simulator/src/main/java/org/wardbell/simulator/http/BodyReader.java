package org.wardbell.simulator.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The reader of the body that belongs to a head: by length or in chunks (RFC 9112, section 6). */
final class BodyReader {

  /**
   * Most bytes of one body: 64 times what Wardbell may send (256 KiB), so a breach is seen whole.
   */
  static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

  private BodyReader() {}

  static Bytes read(Request head, RequestReader reader) throws IOException {
    String coding = head.header("Transfer-Encoding");
    if (coding != null && coding.equalsIgnoreCase("chunked")) {
      return chunked(reader);
    }
    String length = head.header("Content-Length");
    return length == null ? Bytes.EMPTY : Bytes.owning(reader.readExactly(size(length, 10)));
  }

  private static Bytes chunked(RequestReader reader) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String line = reader.readLine();
      int extension = line.indexOf(';');
      int size = size(extension < 0 ? line : line.substring(0, extension), 16);
      if (size == 0) {
        skipTrailers(reader);
        return Bytes.owning(body.toByteArray());
      }
      if (body.size() + size > MAX_BODY_BYTES) {
        throw tooLarge();
      }
      body.write(reader.readExactly(size));
      reader.readLine();
    }
  }

  private static void skipTrailers(RequestReader reader) throws IOException {
    while (!reader.readLine().isEmpty()) {
      // Trailers say nothing that a stand-in needs.
    }
  }

  private static int size(String digits, int radix) throws BadRequestException {
    int size;
    try {
      size = Integer.parseInt(digits.strip(), radix);
    } catch (NumberFormatException e) {
      throw new BadRequestException(400, "a length is not a number: " + digits);
    }
    if (size < 0) {
      throw new BadRequestException(400, "a length is negative");
    }
    if (size > MAX_BODY_BYTES) {
      throw tooLarge();
    }
    return size;
  }

  private static BadRequestException tooLarge() {
    return new BadRequestException(413, "the body is larger than " + MAX_BODY_BYTES + " bytes");
  }
}
