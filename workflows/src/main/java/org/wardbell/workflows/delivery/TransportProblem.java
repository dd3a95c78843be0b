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
  CONNECTION_RESET(
      AttemptOutcome.CONNECT,
      "The receiver closed the connection before it answered; look in the logs of the receiver and of"
          + " any proxy before it."),
  TIMEOUT_DNS(
      AttemptOutcome.TIMEOUT,
      "The name servers did not answer in time; check the URL's host name and its DNS records."),
  TIMEOUT_CONNECT(
      AttemptOutcome.TIMEOUT,
      "The receiver did not take the connection in time; check that a firewall does not drop it."),
  TIMEOUT_TOTAL(
      AttemptOutcome.TIMEOUT,
      "The receiver's answer was not complete within the webhook's timeout; let it answer first and"
          + " work later, or raise timeout_seconds."),
  TLS_CERTIFICATE(
      AttemptOutcome.TLS,
      "The receiver's certificate is not trusted; renew it, or install its whole chain."),
  TLS_EXPIRED(
      AttemptOutcome.TLS,
      "The receiver's certificate has expired or is not valid yet; renew it and check the clock."),
  TLS_NAME(
      AttemptOutcome.TLS,
      "The receiver's certificate is for another host name; use the name it was made for."),
  TLS_HANDSHAKE(
      AttemptOutcome.TLS,
      "No TLS connection could be agreed; the receiver needs TLS 1.2 or 1.3, the URL's port must speak"
          + " TLS, and if the receiver asks for a client certificate, tls needs one that it accepts."),
  PROTOCOL_INVALID_ANSWER(
      AttemptOutcome.PROTOCOL,
      "The answer was not valid HTTP; check that the URL's port belongs to a web server."),
  PROTOCOL_CUT_OFF(
      AttemptOutcome.PROTOCOL,
      "The answer broke off before its end, or its headers were larger than 256 KiB; look in the logs"
          + " of the receiver and of any proxy before it."),
  RENDER_FAILED(
      AttemptOutcome.REFUSED,
      "The URL, headers or body could not be made from this event's values; look at the templates and"
          + " give the variables a default."),
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
