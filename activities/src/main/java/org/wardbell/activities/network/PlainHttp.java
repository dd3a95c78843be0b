package org.wardbell.activities.network;

/**
 * The operator's word on plain http.
 *
 * @param forbidden whether nothing may be sent without TLS, whatever a webhook says
 */
public record PlainHttp(boolean forbidden) {
  /** Plain http where a webhook allows it: the default. */
  public static final PlainHttp ALLOWED = new PlainHttp(false);

  /** The name of the setting. */
  public static final String SETTING = "WARDBELL_REQUIRE_HTTPS";
}
