package org.wardbell.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;

/** The paths that answer without an API key: no clinic's data is behind any of them. */
final class OpenPaths {
  /**
   * Google's push carries its own token, a browser from an authorization server its state; the rest
   * tells nothing that the source code does not.
   */
  static final List<String> ALWAYS =
      List.of(
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
          "/calendar/callback",
          "/calendar/connect",
          "/calendar/push",
          "/oauth/begin",
          "/oauth/callback",
          "/wp-json/kivicare/v1/settings/googlemeet/callback");

  /**
   * Counts and durations, no names; open only if the operator says that the network protects it.
   */
  static final String METRICS = "/actuator/prometheus";

  /** What is behind this needs a caller, with the exceptions of {@link #isOpen}. */
  static final String API = "/api/v1/";

  /** Where people post who they are. */
  private static final Set<String> OF_THE_API = Set.of("/api/v1/session", "/api/v1/passwords");

  private OpenPaths() {}

  /** Returns whether a request to the API may come from nobody. */
  static boolean isOpen(HttpServletRequest request) {
    return OF_THE_API.contains(request.getRequestURI()) && request.getMethod().equals("POST");
  }
}
