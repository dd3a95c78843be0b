package org.wardbell.activities.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.webhook.Header;

/** A reader of an answer, and of no more of it than was promised. */
final class AnswerReader {
  /** Enough to see that an answer has an end; more than that and the connection is dropped. */
  static final int MAXIMUM_READ_BYTES = 64 * 1024;

  /** Enough of an answer to understand it; kept for each attempt, encrypted. */
  static final int MAXIMUM_KEPT_BYTES = 16 * 1024;

  /** Headers kept of an answer, and their size: more tells an administrator nothing. */
  static final int MAXIMUM_KEPT_HEADERS = 64;

  static final int MAXIMUM_KEPT_HEADER_CHARACTERS = 8 * 1024;

  /** Longer values are cut, so that one of them cannot hide the others. */
  static final int MAXIMUM_KEPT_VALUE_CHARACTERS = 1024;

  private static final String CUT = "…";

  private final Call call;
  private final AttemptClock attempt;
  private final Response response;
  private final Response received;
  private final int keptBytes;
  private final @Nullable String coding;
  private final int room;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
  private boolean truncated;

  /**
   * @param received the same answer, with its headers as they came
   * @param keptBytes how much of the body is kept
   */
  AnswerReader(
      Call call, AttemptClock attempt, Response response, Response received, int keptBytes) {
    this.call = call;
    this.attempt = attempt;
    this.response = response;
    this.received = received;
    this.keptBytes = keptBytes;
    this.coding = received.header("Content-Encoding");
    // What is packed is unpacked when it has come.
    this.room = ContentCoding.isNamed(coding) ? MAXIMUM_READ_BYTES : keptBytes;
  }

  /**
   * Reads the body to its end or to the limit, and keeps the part that was read before a failure.
   */
  @Nullable IOException read() {
    try {
      if (attempt.allowance().within(this::hasMore)) {
        stop();
      }
      return null;
    } catch (IOException e) {
      truncated = true;
      if (attempt.allowance().isSpent()) {
        // The same limit, reached in the framing of the body or behind large headers.
        call.cancel();
        return null;
      }
      return e;
    }
  }

  /** Ends the call; without this, closing would read on for a while, to save the connection. */
  private void stop() {
    truncated = true;
    call.cancel();
  }

  /** Reads, and says whether there may be more than was read. */
  private boolean hasMore() throws IOException {
    byte[] buffer = new byte[4 * 1024];
    int total = 0;
    InputStream body = response.body().byteStream();
    for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
      int left = room - kept.size();
      kept.write(buffer, 0, Math.min(left, count));
      truncated |= count > left;
      total += count;
      if (total >= MAXIMUM_READ_BYTES) {
        return true;
      }
    }
    return false;
  }

  ReceivedResponse answer() {
    byte[] body = kept.toByteArray();
    ContentCoding.Unpacked unpacked = ContentCoding.unpack(coding, body, keptBytes);
    List<Header> headers = headers(received.headers());
    return unpacked == null
        ? new ReceivedResponse(
            headers,
            body.length > keptBytes ? Arrays.copyOf(body, keptBytes) : body,
            truncated || body.length > keptBytes)
        : new ReceivedResponse(headers, unpacked.bytes(), truncated || unpacked.more());
  }

  private static List<Header> headers(Headers received) {
    List<Header> headers = new ArrayList<>(Math.min(received.size(), MAXIMUM_KEPT_HEADERS));
    int left = MAXIMUM_KEPT_HEADER_CHARACTERS;
    for (int i = 0; i < received.size() && headers.size() < MAXIMUM_KEPT_HEADERS; i++) {
      String name = cut(received.name(i));
      String value = cut(received.value(i));
      int size = name.length() + value.length();
      if (size <= left) {
        left -= size;
        headers.add(new Header(name, value));
      }
    }
    return headers;
  }

  private static String cut(String text) {
    return text.length() <= MAXIMUM_KEPT_VALUE_CHARACTERS
        ? text
        : text.substring(0, MAXIMUM_KEPT_VALUE_CHARACTERS - CUT.length()) + CUT;
  }
}
