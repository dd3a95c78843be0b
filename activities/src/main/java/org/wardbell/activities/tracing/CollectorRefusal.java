package org.wardbell.activities.tracing;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The reason why a collector took no spans, in words that lead to what is to be mended. */
final class CollectorRefusal {
  /** A chain of causes that is longer says no more. */
  private static final int CAUSES = 20;

  private CollectorRefusal() {}

  /**
   * Returns the words; nothing of a message is in them, because a header may be a secret.
   *
   * @param why what the exporter knows, or null if it gave up waiting
   */
  static String of(@Nullable Throwable why) {
    if (why instanceof HttpExportException http && http.failedWithResponse()) {
      return answered(http.getResponse().getStatusCode());
    }
    if (why == null || has(why, HttpTimeoutException.class)) {
      return "it did not answer in time";
    }
    // A name that is not known is told as a connection that failed.
    if (has(why, UnknownHostException.class) || has(why, UnresolvedAddressException.class)) {
      return "its name is not known: check WARDBELL_TRACING_ENDPOINT";
    }
    if (has(why, ConnectException.class)) {
      return "the connection was refused: nothing listens at WARDBELL_TRACING_ENDPOINT";
    }
    if (has(why, SSLException.class)) {
      return "TLS failed: its certificate is not trusted here, or it speaks plain http";
    }
    if (has(why, IOException.class)) {
      return "it ended the connection without an answer";
    }
    return why.getClass().getSimpleName();
  }

  private static String answered(int status) {
    return "it answered "
        + status
        + switch (status) {
          case 401, 403 -> ": it wants another key in WARDBELL_TRACING_HEADERS";
          case 404, 405 ->
              ": WARDBELL_TRACING_ENDPOINT is not where it takes OTLP over HTTP (usually port 4318)";
          case 413 -> ": it takes less at once";
          case 429, 502, 503, 504 -> ": it has too much to do, or is not up";
          default -> "";
        };
  }

  private static boolean has(Throwable why, Class<? extends Throwable> kind) {
    return Stream.iterate(why, each -> each != null, Throwable::getCause)
        .limit(CAUSES)
        .anyMatch(kind::isInstance);
  }
}
