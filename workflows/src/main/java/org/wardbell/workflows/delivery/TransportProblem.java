package org.wardbell.workflows.delivery;

import java.util.Locale;

/**
 * The reason why a request got no answer that counts: a stable code, its outcome, and advice for an
 * administrator. Codes are stored and shown; never rename one.
 */
public enum TransportProblem {
  ADDRESS_BLOCKED(
      AttemptOutcome.BLOCKED,
      "The URL leads to a private or reserved address; use a public one, or ask the operator to start"
          + " Wardbell with --allow-network for that network."),
  PLAIN_HTTP_FORBIDDEN(
      AttemptOutcome.BLOCKED,
      "This installation sends nothing without TLS, so nothing was sent; write https in the webhook's url"
          + " and token_url, or ask the operator about WARDBELL_REQUIRE_HTTPS."),
  CONNECT_REFUSED(
      AttemptOutcome.CONNECT,
      "Nothing listens at that address and port; check that the receiver runs and that the URL's port"
          + " is right."),
  CONNECT_UNREACHABLE(
      AttemptOutcome.CONNECT,
      "No route leads to the receiver; check its address, and firewalls on the way."),
  CONNECT_FAILED(
      AttemptOutcome.CONNECT,
      "No connection could be made; check the URL's host and port and the receiver's network."),
  PROXY_REFUSED(
      AttemptOutcome.CONNECT,
      "The operator's proxy did not let the request through; ask the operator to allow the receiver's"
          + " host there, or to check the proxy's password."),
  DNS_NOT_FOUND(
      AttemptOutcome.CONNECT,
      "The URL's host name has no address; check its spelling and its DNS records."),
  /** Attempts of earlier versions have the outcome CONNECT with this code. */
  CONNECTION_RESET(
      AttemptOutcome.PROTOCOL,
      "The receiver closed the connection after the request was sent and before it answered, so it may"
          + " have worked on it; look in the logs of the receiver and of any proxy before it."),
  TIMEOUT_DNS(
      AttemptOutcome.TIMEOUT,
      "The name servers did not answer in time; check the URL's host name and its DNS records."),
  TIMEOUT_CONNECT(
      AttemptOutcome.TIMEOUT,
      "The receiver did not take the connection in time; check that a firewall does not drop it."),
  TIMEOUT_TLS(
      AttemptOutcome.TIMEOUT,
      "The receiver took the connection and never finished the TLS handshake; check that the URL's port"
          + " speaks TLS and that the receiver is not overloaded."),
  TIMEOUT_FIRST_BYTE(
      AttemptOutcome.TIMEOUT,
      "The receiver did not answer within the webhook's timeout, and may have worked on the request; let"
          + " it answer first and work later, or raise timeout_seconds."),
  TIMEOUT_BODY(
      AttemptOutcome.TIMEOUT,
      "The receiver answered in time but did not finish its answer within the webhook's timeout; let it"
          + " end its answer or say its length, or raise timeout_seconds."),
  /** Attempts of earlier versions have this code, where there are two now. */
  TIMEOUT_TOTAL(
      AttemptOutcome.TIMEOUT,
      "The receiver's answer was not complete within the webhook's timeout; let it answer first and"
          + " work later, or raise timeout_seconds."),
  TLS_CERTIFICATE(
      AttemptOutcome.TLS,
      "The receiver's certificate is not trusted; renew it or install its whole chain, or, if it is signed"
          + " by itself or by an authority of your own, put that into authorities of the webhook's tls."),
  TLS_EXPIRED(
      AttemptOutcome.TLS,
      "The receiver's certificate has expired or is not valid yet; renew it and check the clock."),
  TLS_NAME(
      AttemptOutcome.TLS,
      "The receiver's certificate is for another host name; use the name it was made for."),
  TLS_HANDSHAKE(
      AttemptOutcome.TLS,
      "No TLS connection could be agreed; the URL's port must speak TLS, in version 1.2 with ECDHE or in"
          + " 1.3, because older versions, DHE and RSA key exchange are not spoken here."),
  TLS_CLIENT_CERTIFICATE(
      AttemptOutcome.TLS,
      "The receiver asked for a client certificate and closed the connection; put one that it accepts"
          + " into the webhook's tls, or look in its log if it had accepted ours before."),
  PROTOCOL_INVALID_ANSWER(
      AttemptOutcome.PROTOCOL,
      "The answer was not valid HTTP; check that the URL's port belongs to a web server."),
  PROTOCOL_INVALID_LENGTH(
      AttemptOutcome.PROTOCOL,
      "The answer states its length twice and differently, or not as a number, so nobody can say where it"
          + " ends; correct Content-Length and Transfer-Encoding at the receiver or its proxy."),
  PROTOCOL_CUT_OFF(
      AttemptOutcome.PROTOCOL,
      "The answer broke off before its end, or was larger than 256 KiB with its headers; look in the logs"
          + " of the receiver and of any proxy before it."),
  RENDER_FAILED(
      AttemptOutcome.REFUSED,
      "The URL, headers or body could not be made from this event's values; look at the templates,"
          + " give variables a default, and e164 the country of numbers that name none."),
  EVENT_UNREADABLE(
      AttemptOutcome.REFUSED,
      "The event's data, or the body kept of it, cannot be opened: they were removed, or changed in the"
          + " database; restore the row from a backup, then send again."),
  CREDENTIALS_UNUSABLE(
      AttemptOutcome.FAILED,
      "The webhook's key or certificate cannot be used; set authentication or tls again."),
  OAUTH_TOKEN_FAILED(
      AttemptOutcome.FAILED,
      "The authorization server gave no token, so nothing was sent; check token_url, and what the"
          + " webhook's oauth status says."),
  OAUTH_REFUSED(
      AttemptOutcome.FAILED,
      "The authorization server no longer accepts our credentials, so nothing was sent; check"
          + " client_id and client_secret, and connect the webhook again if a person had consented."),
  OAUTH_NOT_CONNECTED(
      AttemptOutcome.FAILED,
      "Nobody has consented yet, so nothing was sent; connect the webhook (oauth/start)."),
  TRANSFORM_FAILED(
      AttemptOutcome.REFUSED,
      "The webhook's transformation failed for this event, took too long or made too much; try it on the"
          + " event's data, correct it, and send the delivery again."),
  FILTER_FAILED(
      AttemptOutcome.REFUSED,
      "The webhook's filter failed for this event, took too long, or gave neither true nor false, so"
          + " nothing was sent; correct it, and send the delivery again if it was wanted."),
  LOST(
      AttemptOutcome.LOST,
      "Wardbell stopped before the outcome was recorded, so the receiver may have seen this attempt;"
          + " it is repeated with the same webhook-id.");

  private final AttemptOutcome outcome;
  private final String advice;

  TransportProblem(AttemptOutcome outcome, String advice) {
    this.outcome = outcome;
    this.advice = advice;
  }

  /** Returns the stored code: the name in lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the outcome it means. */
  public AttemptOutcome outcome() {
    return outcome;
  }

  /** Returns one sentence that tells an administrator what to do. */
  public String advice() {
    return advice;
  }
}
