package org.wardbell.api.access;

import java.util.List;

/** The paths that answer without an API key: no clinic's data is behind any of them. */
final class OpenPaths {
  /**
   * Google's push carries its own token, a browser from an authorization server its state; the rest
   * tells nothing that the source code does not.
   */
  static final List<String> ALWAYS =
      List.of(
          "/",
          "/favicon.ico",
          "/error",
          "/api/docs",
          "/api/docs/**",
          "/api/openapi.json",
          "/api/openapi.json/**",
          "/api/asyncapi.json",
          "/webjars/**",
          "/actuator/health",
          "/actuator/health/**",
          "/calendar/push",
          "/oauth/begin",
          "/oauth/callback",
          "/wp-json/kivicare/v1/settings/googlemeet/callback");

  /**
   * Counts and durations, no names; open only if the operator says that the network protects it.
   */
  static final String METRICS = "/actuator/prometheus";

  private OpenPaths() {}
}
