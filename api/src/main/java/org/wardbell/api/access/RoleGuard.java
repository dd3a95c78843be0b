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
      check(method.getMethodAnnotation(Needs.class), current());
    }
    return true;
  }

  private static void check(@Nullable Needs needs, @Nullable Caller caller) {
    if (caller == null) {
      throw unauthenticated();
    }
    if (needs == null) {
      throw ProblemException.of(ProblemKind.FORBIDDEN, "Nobody may do this.");
    }
    if (!caller.role().covers(needs.value())) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN,
          "This needs a key with role %s; this one has %s."
              .formatted(needs.value(), caller.role()));
    }
    if (needs.installation() && !caller.isInstallation()) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN,
          "This needs a key of the installation; this one belongs to a clinic.");
    }
  }

  static ProblemException unauthenticated() {
    return ProblemException.of(
        ProblemKind.UNAUTHENTICATED, "Send an API key as Authorization: Bearer <key>.");
  }

  static @Nullable Caller current() {
    return SecurityContextHolder.getContext().getAuthentication()
            instanceof KeyAuthentication authentication
        ? authentication.caller()
        : null;
  }
}
