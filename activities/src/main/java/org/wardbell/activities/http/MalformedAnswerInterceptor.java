package org.wardbell.activities.http;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Objects;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.wardbell.activities.network.ReadAllowance;

/**
 * An interceptor round each call that reads within its {@link ReadAllowance} and reports malformed
 * answers as such: the HTTP client throws an {@link IllegalStateException} over a status of -12.
 */
final class MalformedAnswerInterceptor implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    AttemptClock attempt = attemptOf(chain);
    try {
      return attempt.within(() -> chain.proceed(chain.request()));
    } catch (RuntimeException strange) {
      if (attempt.phase().compareTo(AttemptClock.Phase.READING_HEADERS) < 0) {
        throw strange;
      }
      ProtocolException problem = new ProtocolException("The answer was not HTTP");
      problem.initCause(strange);
      throw problem;
    }
  }

  static AttemptClock attemptOf(Chain chain) {
    return Objects.requireNonNull(chain.request().tag(AttemptClock.class), "every request has one");
  }
}
