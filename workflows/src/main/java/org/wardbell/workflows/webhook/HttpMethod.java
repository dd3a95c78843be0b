package org.wardbell.workflows.webhook;

/** The methods a webhook may use (RFC 9110, section 9; PATCH: RFC 5789). */
public enum HttpMethod {
  POST,
  PUT,
  PATCH,
  GET,
  DELETE;

  /**
   * Returns whether it carries a body. A body has no meaning with the others (RFC 9110, sections
   * 9.3.1 and 9.3.5), so their data goes to the query.
   */
  public boolean carriesBody() {
    return switch (this) {
      case POST, PUT, PATCH -> true;
      case GET, DELETE -> false;
    };
  }
}
