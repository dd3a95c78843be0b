package org.wardbell.api.parameter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.wardbell.api.access.Needs;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The refusal of a header that would be ignored: a coding of the body that we do not take off. */
final class KnownHeaders implements HandlerInterceptor {
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(Needs.class)) {
      String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
      if (coding != null && !coding.equalsIgnoreCase("identity")) {
        throw ProblemException.of(
            ProblemKind.UNSUPPORTED_MEDIA_TYPE,
            "Bodies are taken as they are. Send this one without a Content-Encoding.");
      }
    }
    return true;
  }
}
