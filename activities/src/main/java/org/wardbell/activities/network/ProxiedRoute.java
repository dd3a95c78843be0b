package org.wardbell.activities.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The route through the operator's proxy. A URL that spells out an address that is not public is
 * still refused here, because that needs no look-up.
 */
public final class ProxiedRoute {
  private static final String AUTHORIZATION = "Proxy-Authorization";

  private ProxiedRoute() {}

  public static void through(OutgoingProxy proxy, NetworkGuard guard, OkHttpClient.Builder client) {
    client
        .proxy(proxy.toProxy())
        // The proxy itself usually stands in a network that is not public.
        .socketFactory(GuardedSocketFactory.unguarded())
        .addInterceptor(
            chain -> {
              Request request = chain.request();
              if (isForbidden(request.url().host(), guard)) {
                throw new AddressBlockedException();
              }
              return chain.proceed(request.isHttps() ? request : authorized(request, proxy));
            })
        // Asked once before the tunnel is made; a refused proxy log-in is not repeated.
        .proxyAuthenticator(
            (route, challenge) ->
                challenge.request().header(AUTHORIZATION) == null
                    ? authorizedOrNull(challenge.request(), proxy)
                    : null);
  }

  /**
   * Returns whether a host is an address that is not public, read as Java does or as C does,
   * because a proxy may do either: 0x7f.1, 0177.0.0.1.
   */
  private static boolean isForbidden(String host, NetworkGuard guard) {
    return isForbidden(host, guard, InetAddress::ofLiteral)
        || isForbidden(host, guard, Inet4Address::ofPosixLiteral);
  }

  private static boolean isForbidden(
      String host, NetworkGuard guard, Function<String, InetAddress> reading) {
    try {
      return !guard.permits(reading.apply(host));
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }

  private static Request authorized(Request request, OutgoingProxy proxy) {
    Request authorized = authorizedOrNull(request, proxy);
    return authorized == null ? request : authorized;
  }

  private static @Nullable Request authorizedOrNull(Request request, OutgoingProxy proxy) {
    String authorization = proxy.authorization();
    return authorization == null
        ? null
        : request.newBuilder().header(AUTHORIZATION, authorization).build();
  }
}
