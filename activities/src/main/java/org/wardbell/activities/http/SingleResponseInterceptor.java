package org.wardbell.activities.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.Connection;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * An interceptor that allows one request and one answer per attempt. The HTTP client would send a
 * request without a body again by itself, after a 503 with {@code Retry-After: 0}; it would take
 * bytes that a receiver sent behind its last answer for the answer to the next request; and it
 * builds answers that it then cannot read.
 */
final class SingleResponseInterceptor implements Interceptor {
  /** RFC 9110, section 15; above 599 there are receivers that mean something by it. */
  private static final int LOWEST_STATUS = 100;

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** The status after which a connection carries no HTTP, so that it may not be used again. */
  private static final int SWITCHING_PROTOCOLS = 101;

  @Override
  public Response intercept(Chain chain) throws IOException {
    AttemptClock attempt = MalformedAnswerInterceptor.attemptOf(chain);
    if (attempt.answer() != null) {
      // The sender reports the answer that has come.
      throw new ProtocolException("This attempt was answered already");
    }
    int before = attempt.allowance().used();
    Response response = chain.proceed(chain.request());
    boolean unasked = attempt.allowance().used() == before;
    if (unasked || response.code() < LOWEST_STATUS) {
      throw new NotAnAnswerException();
    }
    if (hasBody(response.code()) && !hasClearLength(response.headers())) {
      throw new InvalidLengthException();
    }
    Connection connection = chain.connection();
    if (response.code() == SWITCHING_PROTOCOLS && connection != null) {
      connection.socket().close();
    }
    return response;
  }

  /** Returns whether a length says where an answer ends (RFC 9112, section 6.3, rule 1). */
  private static boolean hasBody(int status) {
    return status >= HttpURLConnection.HTTP_OK
        && status != HttpURLConnection.HTTP_NO_CONTENT
        && status != HttpURLConnection.HTTP_NOT_MODIFIED;
  }

  /**
   * Returns whether an answer says in one way at most where it ends (RFC 9112, section 6.3, rules 3
   * and 5): one that says so in two may hold a second answer, made by somebody else.
   */
  private static boolean hasClearLength(Headers headers) {
    List<String> lengths =
        headers.values("Content-Length").stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .map(String::strip)
            .distinct()
            .toList();
    return lengths.isEmpty()
        || (lengths.size() == 1
            && DIGITS.matcher(lengths.getFirst()).matches()
            && headers.get("Transfer-Encoding") == null);
  }

  /** An answer whose length is stated twice, or is no number; its connection is dropped. */
  static final class InvalidLengthException extends IOException {
    InvalidLengthException() {
      super("The answer's length is not clear");
    }
  }

  /** An answer that was there before the request, or is no HTTP; its connection is dropped. */
  static final class NotAnAnswerException extends IOException {
    NotAnAnswerException() {
      super("What came is not an answer to this request");
    }
  }
}
