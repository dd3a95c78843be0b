package org.wardbell.activities.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.network.AddressBlockedException;
import org.wardbell.activities.network.BoundedDns;
import org.wardbell.activities.network.ReadAllowance;
import org.wardbell.workflows.delivery.TransportProblem;

/**
 * The codes of the HTTP client's exceptions, found by their type and by the stage that the request
 * had reached.
 */
final class TransportProblems {
  private TransportProblems() {}

  static TransportProblem of(IOException exception, AttemptClock attempt) {
    TransportProblem problem = of(exception, attempt.phase());
    boolean hungUp =
        problem == TransportProblem.TLS_HANDSHAKE || problem == TransportProblem.CONNECTION_RESET;
    return hungUp && attempt.isCertificateRequested()
        ? TransportProblem.TLS_CLIENT_CERTIFICATE
        : problem;
  }

  private static TransportProblem of(IOException exception, AttemptClock.Phase phase) {
    if (phase.compareTo(AttemptClock.Phase.SENDING) >= 0
        && has(exception, ReadAllowance.SpentException.class)) {
      // TLS calls it a failure of its own.
      return TransportProblem.PROTOCOL_CUT_OFF;
    }
    return switch (exception) {
      case AddressBlockedException blocked -> TransportProblem.ADDRESS_BLOCKED;
      case BoundedDns.SlowDnsException slow -> TransportProblem.TIMEOUT_DNS;
      case UnknownHostException unknown -> TransportProblem.DNS_NOT_FOUND;
      case SingleResponseInterceptor.NotAnAnswerException no ->
          TransportProblem.PROTOCOL_INVALID_ANSWER;
      case SingleResponseInterceptor.InvalidLengthException no ->
          TransportProblem.PROTOCOL_INVALID_LENGTH;
      // Both OkHttp's own deadline and a connect that took too long.
      case InterruptedIOException interrupted -> ofTimeout(phase);
      default ->
          phase.compareTo(AttemptClock.Phase.SENDING) < 0
              ? ofConnecting(exception, phase)
              : ofExchange(exception, phase);
    };
  }

  private static TransportProblem ofTimeout(AttemptClock.Phase phase) {
    if (Thread.currentThread().isInterrupted()) {
      return TransportProblem.LOST;
    }
    return switch (phase) {
      case LOOKING_UP -> TransportProblem.TIMEOUT_DNS;
      case CONNECTING -> TransportProblem.TIMEOUT_CONNECT;
      case SECURING -> TransportProblem.TIMEOUT_TLS;
      case SENDING, READING_HEADERS -> TransportProblem.TIMEOUT_FIRST_BYTE;
      case READING_BODY -> TransportProblem.TIMEOUT_BODY;
    };
  }

  private static TransportProblem ofConnecting(IOException exception, AttemptClock.Phase phase) {
    if (phase == AttemptClock.Phase.SECURING) {
      return exception instanceof SSLException tls ? ofTls(tls) : TransportProblem.TLS_HANDSHAKE;
    }
    return switch (exception) {
      case NoRouteToHostException noRoute -> TransportProblem.CONNECT_UNREACHABLE;
      case ConnectException refused -> ofConnect(refused);
      default ->
          isRefusedTunnel(exception)
              ? TransportProblem.PROXY_REFUSED
              : TransportProblem.CONNECT_FAILED;
    };
  }

  /** Returns what an exception means once a byte of the request may have left. */
  private static TransportProblem ofExchange(IOException exception, AttemptClock.Phase phase) {
    if (phase == AttemptClock.Phase.READING_BODY) {
      return TransportProblem.PROTOCOL_CUT_OFF;
    }
    // TLS wraps what happens to the connection below it.
    boolean ofTls = exception instanceof SSLException && !has(exception, SocketException.class);
    return ofTls ? TransportProblem.TLS_HANDSHAKE : ofHeaders(exception);
  }

  private static TransportProblem ofTls(SSLException exception) {
    if (exception instanceof SSLPeerUnverifiedException) {
      return TransportProblem.TLS_NAME;
    }
    if (has(exception, CertificateExpiredException.class)
        || has(exception, CertificateNotYetValidException.class)) {
      return TransportProblem.TLS_EXPIRED;
    }
    if (has(exception, CertificateException.class)
        || has(exception, CertPathValidatorException.class)) {
      return TransportProblem.TLS_CERTIFICATE;
    }
    return TransportProblem.TLS_HANDSHAKE;
  }

  private static TransportProblem ofConnect(ConnectException exception) {
    // OkHttp wraps the operating system's exception, whose text is all that tells them apart.
    String text = String.valueOf(exception.getMessage()) + messageOf(exception.getCause());
    if (text.contains("refused")) {
      return TransportProblem.CONNECT_REFUSED;
    }
    if (text.contains("timed out")) {
      return TransportProblem.TIMEOUT_CONNECT;
    }
    return text.contains("unreachable")
        ? TransportProblem.CONNECT_UNREACHABLE
        : TransportProblem.CONNECT_FAILED;
  }

  /**
   * Returns whether a proxy refused the tunnel; OkHttp has no type of its own for a proxy's answer
   * other than 200.
   */
  private static boolean isRefusedTunnel(IOException exception) {
    String text = String.valueOf(exception.getMessage());
    return text.contains("response code for CONNECT") || text.contains("authenticate with proxy");
  }

  private static TransportProblem ofHeaders(IOException exception) {
    if (exception instanceof ProtocolException) {
      return TransportProblem.PROTOCOL_INVALID_ANSWER;
    }
    // Okio says how much of an unfinished line it had; none means that no answer began.
    return exception.getCause() instanceof EOFException end
            && !String.valueOf(end.getMessage()).contains("limit=0 ")
        ? TransportProblem.PROTOCOL_CUT_OFF
        : TransportProblem.CONNECTION_RESET;
  }

  private static boolean has(Throwable exception, Class<? extends Throwable> type) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static String messageOf(@Nullable Throwable cause) {
    return cause == null ? "" : " " + cause.getMessage();
  }
}
