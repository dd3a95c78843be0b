package org.wardbell.api.change;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/**
 * The advice that gives answers their {@code ETag} (RFC 9110, section 8.8.3): the revision of what
 * can be changed, and the fingerprint of all that is shown. A GET whose {@code If-None-Match}
 * (section 13.1.2) names it is answered 304. An answer to PUT has none (section 9.3.4): what is
 * kept is not the request's body byte by byte.
 */
@RestControllerAdvice
final class EntityTags implements ResponseBodyAdvice<Object> {
  private static final Pattern TAG = Pattern.compile("\"([!#-~]*)\"");

  private final JsonMapper json;

  EntityTags(JsonMapper json) {
    this.json = json;
  }

  @Override
  public boolean supports(
      MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
    ResolvableType type = ResolvableType.forMethodParameter(returnType);
    Class<?> body =
        HttpEntity.class.isAssignableFrom(type.toClass())
            ? type.as(HttpEntity.class).getGeneric().toClass()
            : type.toClass();
    return Revised.class.isAssignableFrom(body);
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returnType,
      MediaType contentType,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (!(body instanceof Revised revised)
        || !(response instanceof ServletServerHttpResponse servlet)
        || !showsWhatIsKept(request, servlet.getServletResponse())) {
      return body;
    }
    // As bytes: half a character has none, and is spelled out there.
    byte[] written = json.writeValueAsBytes(body);
    String tag = revised.revision() + "." + Revisions.ofBytes(written);
    // Spring's own headers are written with a body, and a 304 has none.
    servlet.getServletResponse().setHeader(HttpHeaders.ETAG, '"' + tag + '"');
    if (reads(request) && names(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH), tag)) {
      servlet.getServletResponse().setStatus(HttpStatus.NOT_MODIFIED.value());
      return null;
    }
    // What was written for the tag is the answer; a second writing would cost as much again.
    return new RawValue(new String(written, StandardCharsets.UTF_8));
  }

  private static boolean reads(ServerHttpRequest request) {
    return HttpMethod.GET.equals(request.getMethod())
        || HttpMethod.HEAD.equals(request.getMethod());
  }

  private static boolean showsWhatIsKept(ServerHttpRequest request, HttpServletResponse response) {
    return reads(request)
        || HttpMethod.PATCH.equals(request.getMethod())
        || response.getStatus() == HttpStatus.CREATED.value();
  }

  /** Weak tags count as well here (section 13.1.2), and {@code *} names whatever there is. */
  private static boolean names(@Nullable List<String> headers, String tag) {
    if (headers == null) {
      return false;
    }
    String header = String.join(",", headers);
    if (header.strip().equals("*")) {
      return true;
    }
    for (Matcher given = TAG.matcher(header); given.find(); ) {
      if (given.group(1).equals(tag)) {
        return true;
      }
    }
    return false;
  }
}
