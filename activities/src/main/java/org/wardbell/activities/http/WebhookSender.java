package org.wardbell.activities.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.authentication.Credential;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.BoundedDns;
import org.wardbell.activities.network.GuardedSocketFactory;
import org.wardbell.activities.network.NetworkGuard;
import org.wardbell.activities.network.OutgoingRoute;
import org.wardbell.activities.network.PlainHttp;
import org.wardbell.activities.network.ProxiedRoute;
import org.wardbell.activities.network.StaleConnectionCheck;
import org.wardbell.activities.request.OutgoingRequest;
import org.wardbell.workflows.delivery.AnswerRules;
import org.wardbell.workflows.delivery.RetryAfter;
import org.wardbell.workflows.delivery.TransportProblem;
import org.wardbell.workflows.webhook.Authentication.Place;
import org.wardbell.workflows.webhook.Header;

/**
 * The sender of one HTTP request, which reports its outcome. It never throws for a receiver's
 * fault, never sends a second time, never follows a redirect, and never connects to an address that
 * the guard forbids. It blocks its thread, which should be a virtual one.
 */
final class WebhookSender implements AutoCloseable {
  /** Longer than any network needs to answer a SYN, even with two of them lost. */
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /**
   * Idle connections over all receivers. A kept one saves the DNS, TCP and TLS of the next request.
   * OkHttp walks through all of them at each request, so that thousands would cost more than they
   * save: 256 serve 32 webhooks with 8 requests in flight, or 256 quiet ones.
   */
  private static final int IDLE_CONNECTIONS = 256;

  /**
   * A webhook with an event every half minute keeps its connection; a rarer one makes a new one.
   */
  private static final Duration KEEP_IDLE = Duration.ofSeconds(30);

  private final OkHttpClient client;
  private final TlsClients clients;
  private final InstantSource clock;
  private final PlainHttp plainHttp;

  /**
   * Creates a sender with the operator's allowed networks, straight or through the operator's
   * proxy.
   */
  WebhookSender(AllowedNetworks allowed, OutgoingRoute route, PlainHttp plainHttp) {
    this(new NetworkGuard(allowed), route, new OkHttpClient.Builder(), Dns.SYSTEM, plainHttp);
  }

  WebhookSender(AllowedNetworks allowed) {
    this(allowed, OutgoingRoute.DIRECT, PlainHttp.ALLOWED);
  }

  WebhookSender(NetworkGuard guard, OkHttpClient.Builder builder, Dns dns) {
    this(guard, OutgoingRoute.DIRECT, builder, dns);
  }

  WebhookSender(NetworkGuard guard, OutgoingRoute route, OkHttpClient.Builder builder, Dns dns) {
    this(guard, route, builder, dns, PlainHttp.ALLOWED);
  }

  WebhookSender(
      NetworkGuard guard,
      OutgoingRoute route,
      OkHttpClient.Builder builder,
      Dns dns,
      PlainHttp plainHttp) {
    this.plainHttp = plainHttp;
    this.clock = InstantSource.system();
    builder
        .socketFactory(new GuardedSocketFactory(guard))
        // With a proxy the guard would only see the proxy.
        .proxy(Proxy.NO_PROXY)
        .dns(new BoundedDns(dns))
        .connectionPool(
            new ConnectionPool(IDLE_CONNECTIONS, KEEP_IDLE.toSeconds(), TimeUnit.SECONDS))
        .addInterceptor(new MalformedAnswerInterceptor())
        .addNetworkInterceptor(new StaleConnectionCheck())
        .addNetworkInterceptor(WebhookSender::withoutInvitation)
        .addNetworkInterceptor(new SingleResponseInterceptor())
        .eventListenerFactory(WebhookSender::clockOf)
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        // Addresses are tried one after the other: a race would leave connections nobody asked
        // for.
        .fastFallback(false)
        .connectTimeout(CONNECT_TIMEOUT)
        // The whole call has one deadline, set per request; a dripping peer beats these two.
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        // HTTP/2 is read by a thread of the connection, which no request's allowance could
        // bound.
        .protocols(List.of(Protocol.HTTP_1_1));
    route.proxy().ifPresent(proxy -> ProxiedRoute.through(proxy, guard, builder));
    this.client = builder.build();
    this.clients = new TlsClients(client);
  }

  /**
   * Sends the request and reads the answer, within its timeout from DNS to the last byte.
   *
   * @return the report; a request that cannot be built is a {@code render_failed}
   */
  AttemptReport send(OutgoingRequest request) {
    return send(request, AnswerReader.MAXIMUM_KEPT_BYTES);
  }

  /**
   * Sends the request, and keeps that much of the answer's body.
   *
   * @param keptBytes at most {@link AnswerReader#MAXIMUM_READ_BYTES}
   */
  AttemptReport send(OutgoingRequest request, int keptBytes) {
    AttemptClock timing = new AttemptClock();
    long deadline = System.nanoTime() + request.timeout().toNanos();
    OkHttpClient using;
    Request built;
    try {
      using = clients.of(request.tls());
      built = build(request, timing);
    } catch (TlsClients.UnusableIdentityException e) {
      return failed(TransportProblem.CREDENTIALS_UNUSABLE, timing, null, null);
    } catch (IllegalArgumentException e) {
      return failed(TransportProblem.RENDER_FAILED, timing, null, null);
    }
    if (plainHttp.forbidden() && !built.isHttps()) {
      return failed(TransportProblem.PLAIN_HTTP_FORBIDDEN, timing, null, null);
    }
    AttemptReport report = null;
    while (report == null) {
      report = exchangeOnce(using, built, timing, deadline, keptBytes);
    }
    return report;
  }

  /** Returns null if a kept connection was found closed: nothing was sent, and it is gone now. */
  private @Nullable AttemptReport exchangeOnce(
      OkHttpClient using, Request request, AttemptClock timing, long deadline, int keptBytes) {
    Call call = using.newCall(request);
    call.timeout().timeout(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    try (Response response = call.execute()) {
      Response received = Objects.requireNonNullElse(timing.answer(), response);
      return report(
          new AnswerReader(call, timing, response, received, keptBytes), received, timing);
    } catch (StaleConnectionCheck.StaleConnectionException e) {
      return null;
    } catch (ProtocolException e) {
      // OkHttp refuses some answers by their status (407, or 204 with a length). They are answers.
      Response answer = timing.answer();
      return answer == null
          ? failed(TransportProblems.of(e, timing), timing, null, null)
          : answered(
              answer, new AnswerReader(call, timing, answer, answer, keptBytes).answer(), timing);
    } catch (IOException e) {
      return failed(TransportProblems.of(e, timing), timing, null, null);
    }
  }

  /**
   * @param received the answer as it came, before anything of ours changed it
   */
  private AttemptReport report(AnswerReader reader, Response received, AttemptClock timing) {
    IOException broken = reader.read();
    if (broken != null) {
      TransportProblem problem = TransportProblems.of(broken, timing);
      return failed(problem, timing, received.code(), reader.answer());
    }
    return answered(received, reader.answer(), timing);
  }

  private AttemptReport answered(Response received, ReceivedResponse kept, AttemptClock timing) {
    return new AttemptReport(
        AnswerRules.outcome(received.code()),
        AnswerRules.code(received.code()),
        received.code(),
        timing.address(),
        timing.timings(),
        RetryAfter.parse(received.header("Retry-After"), clock.instant()),
        kept);
  }

  private static AttemptReport failed(
      TransportProblem problem,
      AttemptClock timing,
      @Nullable Integer status,
      @Nullable ReceivedResponse answer) {
    return new AttemptReport(
        problem.outcome(),
        problem.code(),
        status,
        timing.address(),
        timing.timings(),
        null,
        answer);
  }

  private static Request build(OutgoingRequest request, AttemptClock timing) {
    Headers.Builder headers = new Headers.Builder();
    for (Header header : request.headers()) {
      requireOneLine(header.value());
      // RFC 9110, section 5.5 lets values carry UTF-8; a name with an accent must not stop a
      // delivery.
      headers.addUnsafeNonAscii(header.name(), header.value());
    }
    for (Credential credential : request.credentials()) {
      if (credential.place() == Place.HEADER) {
        requireOneLine(credential.value());
        headers.addUnsafeNonAscii(credential.name(), credential.value());
      }
    }
    // Set last, so that no webhook can change them: a compressed answer could grow without bound.
    headers.set("Accept-Encoding", "identity");
    boolean body = request.method().carriesBody();
    if (body) {
      headers.set("Content-Type", request.body().contentType());
    }
    return new Request.Builder()
        .url(HttpUrl.get(request.wholeUrl()))
        .tag(AttemptClock.class, timing)
        .headers(headers.build())
        .method(request.method().name(), body ? new OneShotBody(request.body().bytes()) : null)
        .build();
  }

  /**
   * Removes {@code Retry-After}, which OkHttp reads of a 503: at 0 it sends a request without a
   * body again by itself, and above the range of an int it throws. Without that header it does
   * neither; the kept part of the answer was read before.
   */
  private static Response withoutInvitation(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    return response.code() == HttpURLConnection.HTTP_UNAVAILABLE
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }

  private static void requireOneLine(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c) && c != '\t') {
        throw new IllegalArgumentException("a header's value contains a control character");
      }
    }
  }

  private static AttemptClock clockOf(Call call) {
    return Objects.requireNonNull(call.request().tag(AttemptClock.class), "every request has one");
  }

  /** Closes idle connections; requests under way are not cut. */
  @Override
  public void close() {
    client.connectionPool().evictAll();
  }
}
