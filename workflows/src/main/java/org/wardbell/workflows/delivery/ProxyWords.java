package org.wardbell.workflows.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words by which web servers say, with a status of 400, that the request did not get past their
 * TLS. Their pages are the same for everybody and hold no data of ours.
 */
final class ProxyWords {
  /** The URL says http, the port speaks TLS. */
  static final String PLAIN_HTTP = "_plain_http";

  /** No client certificate, or one that is not accepted. */
  static final String CLIENT_CERTIFICATE = "_client_certificate";

  private static final List<String> SPEAKS_TLS =
      List.of(
          "plain HTTP request was sent to HTTPS port", // nginx, Cloudflare
          "speaking plain HTTP to an SSL-enabled server port", // Apache
          "Client sent an HTTP request to an HTTPS server", // Go, Caddy, Traefik
          "This combination of host and port requires TLS"); // Tomcat

  private static final List<String> WANTS_CERTIFICATE =
      List.of(
          "No required SSL certificate was sent", // nginx
          "The SSL certificate error"); // nginx

  private ProxyWords() {}

  /** Returns what is added to the code, or null if the text is no such page. */
  static @Nullable String codeOf(String text) {
    if (SPEAKS_TLS.stream().anyMatch(text::contains)) {
      return PLAIN_HTTP;
    }
    return WANTS_CERTIFICATE.stream().anyMatch(text::contains) ? CLIENT_CERTIFICATE : null;
  }
}
