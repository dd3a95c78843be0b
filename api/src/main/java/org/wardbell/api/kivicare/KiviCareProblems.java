package org.wardbell.api.kivicare;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.wardbell.api.problem.ProblemDocument;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The problem documents of these routes, with the members by which clients of WordPress know an
 * error beside them: {@code code}, {@code message} and {@code data.status}.
 */
@RestControllerAdvice
final class KiviCareProblems implements ResponseBodyAdvice<Object> {
  private static final String ROUTES = "/wp-json/";

  private final JsonMapper json;

  KiviCareProblems(JsonMapper json) {
    this.json = json;
  }

  @Override
  public boolean supports(
      MethodParameter type, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter type,
      MediaType selected,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (!(body instanceof ProblemDocument problem)
        || !request.getURI().getPath().startsWith(ROUTES)) {
      return body;
    }
    ObjectNode both = json.valueToTree(problem);
    String kind = problem.type().substring(problem.type().lastIndexOf(':') + 1);
    both.put("code", "wardbell_" + kind.replace('-', '_')).put("message", problem.detail());
    both.putObject("data").put("status", problem.status());
    return both;
  }
}
