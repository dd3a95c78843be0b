package org.wardbell.simulator.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reader that cuts the bytes of one connection into requests. One buffer per connection, grown
 * only by need.
 */
final class RequestReader {

  /** Bytes of the first buffer: the requests of a benchmark (1 KB body) fit without growing. */
  private static final int FIRST_BUFFER_BYTES = 4 * 1024;

  /** Most bytes of request line and headers; far above what any client of ours sends. */
  static final int MAX_HEAD_BYTES = 64 * 1024;

  private final InputStream in;
  private final long connection;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
  private int start;
  private int end;

  RequestReader(InputStream in, long connection) {
    this.in = in;
    this.connection = connection;
  }

  /** Reads request line and headers; null when the client ended the connection between requests. */
  @Nullable Request readHead() throws IOException {
    if (end == start && !fill()) {
      return null;
    }
    long arrived = micros(Instant.now());
    int headEnd = findHeadEnd();
    int lineEnd = lineEnd(start);
    String[] words =
        new String(buffer, start, lineEnd - start, StandardCharsets.ISO_8859_1).split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw new BadRequestException(400, "the request line is not METHOD TARGET HTTP/1.1");
    }
    List<Header> headers = new ArrayList<>(16);
    int position = lineEnd + 2;
    while (position < headEnd - 2) {
      int valueEnd = lineEnd(position);
      headers.add(header(position, valueEnd));
      position = valueEnd + 2;
    }
    start = headEnd;
    return new Request(connection, arrived, words[0], words[1], headers, Bytes.EMPTY);
  }

  /** Reads exactly {@code length} bytes. */
  byte[] readExactly(int length) throws IOException {
    byte[] content = new byte[length];
    int buffered = Math.min(length, end - start);
    System.arraycopy(buffer, start, content, 0, buffered);
    start += buffered;
    if (in.readNBytes(content, buffered, length - buffered) < length - buffered) {
      throw new EOFException("the client left in the middle of a body");
    }
    return content;
  }

  /** Reads one line without its line end. */
  String readLine() throws IOException {
    int from = start;
    while (true) {
      for (int index = from; index < end; index++) {
        if (buffer[index] == '\n') {
          int stop = index > start && buffer[index - 1] == '\r' ? index - 1 : index;
          String line = new String(buffer, start, stop - start, StandardCharsets.ISO_8859_1);
          start = index + 1;
          return line;
        }
      }
      int scanned = end - start;
      fillOrFail();
      from = start + scanned;
    }
  }

  private Header header(int from, int to) throws BadRequestException {
    int colon = from;
    while (colon < to && buffer[colon] != ':') {
      colon++;
    }
    if (colon == to) {
      throw new BadRequestException(400, "a header line has no colon");
    }
    int valueStart = colon + 1;
    while (valueStart < to && buffer[valueStart] == ' ') {
      valueStart++;
    }
    return new Header(
        new String(buffer, from, colon - from, StandardCharsets.ISO_8859_1),
        new String(buffer, valueStart, to - valueStart, StandardCharsets.ISO_8859_1));
  }

  /** Returns the index just behind the empty line that ends the head. */
  private int findHeadEnd() throws IOException {
    int from = start;
    while (true) {
      for (int index = from; index + 3 < end; index++) {
        if (buffer[index] == '\r'
            && buffer[index + 1] == '\n'
            && buffer[index + 2] == '\r'
            && buffer[index + 3] == '\n') {
          return index + 4;
        }
      }
      int scanned = Math.max(0, end - start - 3);
      fillOrFail();
      from = start + scanned;
    }
  }

  private int lineEnd(int from) {
    int index = from;
    while (buffer[index] != '\r' || buffer[index + 1] != '\n') {
      index++;
    }
    return index;
  }

  private void fillOrFail() throws IOException {
    if (!fill()) {
      throw new EOFException("the client left in the middle of a head");
    }
  }

  private boolean fill() throws IOException {
    if (start == end) {
      start = 0;
      end = 0;
    } else if (end == buffer.length && start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    } else if (end == buffer.length) {
      if (buffer.length >= MAX_HEAD_BYTES) {
        throw new BadRequestException(431, "the head is larger than " + MAX_HEAD_BYTES + " bytes");
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = in.read(buffer, end, buffer.length - end);
    if (count < 0) {
      return false;
    }
    end += count;
    return true;
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1_000;
  }
}
