package org.wardbell.workflows.webhook;

/**
 * The methods a webhook may use (RFC 9110, section 9; PATCH: RFC 5789). All of them carry a body.
 */
public enum HttpMethod {
  POST,
  PUT,
  PATCH
}
