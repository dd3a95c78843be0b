package org.wardbell.activities.http;

import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Connection;
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

  /** The client's value for an unknown length; anything less was invented by a receiver. */
  private static final int UNKNOWN_LENGTH = -1;

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
    if (unasked
        || response.code() < LOWEST_STATUS
        || response.body().contentLength() < UNKNOWN_LENGTH) {
      throw new NotAnAnswerException();
    }
    Connection connection = chain.connection();
    if (response.code() == SWITCHING_PROTOCOLS && connection != null) {
      connection.socket().close();
    }
    return response;
  }

  /** An answer that was there before the request, or is no HTTP; its connection is dropped. */
  static final class NotAnAnswerException extends IOException {
    NotAnAnswerException() {
      super("What came is not an answer to this request");
    }
  }
}
