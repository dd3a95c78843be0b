package org.wardbell.activities.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.network.ReadAllowance;

/**
 * The clock of one request, which times its parts and remembers how far it came and whom it
 * reached. OkHttp calls it on the thread that sends. If several addresses are tried, the times are
 * those of the last.
 */
final class AttemptClock extends EventListener {
  /** The stage that a request has reached. */
  enum Phase {
    LOOKING_UP,
    CONNECTING,
    SECURING,
    SENDING,
    READING_HEADERS,
    READING_BODY
  }

  private static final ScopedValue<AttemptClock> CURRENT = ScopedValue.newInstance();

  private final long startedAt = System.nanoTime();
  private final ReadAllowance allowance = new ReadAllowance();
  private Phase phase = Phase.SENDING;
  private long partStartedAt;
  private long sendingStartedAt;
  private @Nullable Integer dnsMicros;
  private @Nullable Integer connectMicros;
  private @Nullable Integer tlsMicros;
  private @Nullable Integer requestMicros;
  private @Nullable Integer firstByteMicros;
  private @Nullable InetAddress connecting;
  private @Nullable InetAddress address;
  private boolean certificateRequested;
  private @Nullable Response answer;

  Phase phase() {
    return phase;
  }

  /**
   * Runs a call within this attempt, so that what is called from deep inside finds it, and within
   * its {@link ReadAllowance}.
   */
  Response within(ReadAllowance.Reading<Response> call) throws IOException {
    return ScopedValue.where(CURRENT, this).call(() -> allowance.within(call));
  }

  /** Notes that the receiver asks this thread's attempt for a client certificate. */
  static void noteCertificateRequest() {
    if (CURRENT.isBound()) {
      CURRENT.get().certificateRequested = true;
    }
  }

  /** Returns whether the receiver asked for a client certificate in this attempt's handshake. */
  boolean isCertificateRequested() {
    return certificateRequested;
  }

  /** Returns the bytes that this attempt may still read, over all connections that it tries. */
  ReadAllowance allowance() {
    return allowance;
  }

  /** Returns the answer's status and headers, as soon as they have come. */
  @Nullable Response answer() {
    return answer;
  }

  /** Returns the peer in the form that fits the database: no host name, no zone. */
  @Nullable String address() {
    if (address == null) {
      return null;
    }
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  AttemptTimings timings() {
    return new AttemptTimings(
        dnsMicros,
        connectMicros,
        tlsMicros,
        requestMicros,
        firstByteMicros,
        microsSince(startedAt));
  }

  @Override
  public void dnsStart(Call call, String domainName) {
    phase = Phase.LOOKING_UP;
    partStartedAt = System.nanoTime();
  }

  @Override
  public void dnsEnd(Call call, String domainName, List<InetAddress> addresses) {
    dnsMicros = microsSince(partStartedAt);
  }

  @Override
  public void connectStart(Call call, InetSocketAddress socketAddress, Proxy proxy) {
    phase = Phase.CONNECTING;
    connecting = socketAddress.getAddress();
    connectMicros = null;
    tlsMicros = null;
    partStartedAt = System.nanoTime();
  }

  @Override
  public void secureConnectStart(Call call) {
    connectMicros = microsSince(partStartedAt);
    address = connecting;
    phase = Phase.SECURING;
    partStartedAt = System.nanoTime();
  }

  @Override
  public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
    tlsMicros = microsSince(partStartedAt);
  }

  @Override
  public void connectEnd(
      Call call, InetSocketAddress socketAddress, Proxy proxy, @Nullable Protocol protocol) {
    if (phase == Phase.CONNECTING) {
      connectMicros = microsSince(partStartedAt);
    }
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    phase = Phase.SENDING;
    address = connection.route().socketAddress().getAddress();
  }

  @Override
  public void requestHeadersStart(Call call) {
    sendingStartedAt = System.nanoTime();
  }

  @Override
  public void requestHeadersEnd(Call call, Request request) {
    requestMicros = microsSince(sendingStartedAt);
  }

  @Override
  public void requestBodyEnd(Call call, long byteCount) {
    requestMicros = microsSince(sendingStartedAt);
  }

  @Override
  public void responseHeadersStart(Call call) {
    phase = Phase.READING_HEADERS;
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    firstByteMicros = microsSince(sendingStartedAt);
    answer = response;
    phase = Phase.READING_BODY;
  }

  private static int microsSince(long nanos) {
    return (int) Math.min(Integer.MAX_VALUE, (System.nanoTime() - nanos) / 1_000);
  }
}
