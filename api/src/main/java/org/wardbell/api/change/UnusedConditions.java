package org.wardbell.api.change;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.wardbell.api.access.Needs;
import org.wardbell.api.problem.ProblemException;

/**
 * The refusal of {@code If-Match} where nobody would look at it: a client that sends it counts on
 * losing no change of another.
 */
final class UnusedConditions implements HandlerInterceptor {
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getHeader(HttpHeaders.IF_MATCH) != null
        && !request.getMethod().equals("GET")
        && handler instanceof HandlerMethod method
        && method.hasMethodAnnotation(Needs.class)
        && !takesCondition(method)) {
      throw ProblemException.invalid(
          HttpHeaders.IF_MATCH,
          "does not count here",
          "Leave it out. It counts where the API reference lists it.");
    }
    return true;
  }

  private static boolean takesCondition(HandlerMethod method) {
    return Arrays.asList(method.getMethod().getParameterTypes()).contains(IfMatch.class);
  }
}
