package org.wardbell.api.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The guard that holds every controller method to its {@link Needs} or {@link Open}; without either
 * nobody enters.
 */
final class RoleGuard implements HandlerInterceptor {
  private static final String OUR_PACKAGES = "org.wardbell.";

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && method.getBeanType().getName().startsWith(OUR_PACKAGES)
        && !method.hasMethodAnnotation(Open.class)) {
      check(request, method.getMethodAnnotation(Needs.class), authentication());
    }
    return true;
  }

  private static void check(
      HttpServletRequest request, @Nullable Needs needs, @Nullable CallerAuthentication calling) {
    if (calling == null) {
      throw unauthenticated(request);
    }
    if (needs == null) {
      throw ProblemException.of(ProblemKind.FORBIDDEN, "Nobody may do this.");
    }
    if (needs.person()) {
      if (calling.person() == null) {
        throw ProblemException.of(
            ProblemKind.FORBIDDEN, "Only a person who signed in can do this, not an API key.");
      }
      return;
    }
    Caller caller = calling.caller();
    if (!caller.role().covers(needs.value())) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN,
          "This needs the role %s; this caller has %s.".formatted(needs.value(), caller.role()));
    }
    if (needs.installation() && !caller.isInstallation()) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN,
          "This needs a key or a role of the installation; this caller belongs to a clinic.");
    }
  }

  /** Returns the refusal of a request of nobody; sessions count under {@code /api/} only. */
  static ProblemException unauthenticated(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/api/")
        ? unauthenticated()
        : ProblemException.of(
            ProblemKind.UNAUTHENTICATED,
            "Send an API key as Authorization: Bearer <key>. A person's session does not count here.");
  }

  static ProblemException unauthenticated() {
    return ProblemException.of(
        ProblemKind.UNAUTHENTICATED,
        "Send an API key as Authorization: Bearer <key>, or sign in: POST /api/v1/session.");
  }

  /** Returns who calls, or null if nobody said. */
  static @Nullable CallerAuthentication authentication() {
    return SecurityContextHolder.getContext().getAuthentication()
            instanceof CallerAuthentication authentication
        ? authentication
        : null;
  }
}
