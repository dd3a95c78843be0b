package org.wardbell.api.parameter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The old names of filters, which go on working: a filter is named as the field that it looks at,
 * and was not always.
 */
@Component
final class RenamedParameters extends OncePerRequestFilter {
  /** Old name to new one. */
  private static final Map<String, String> RENAMED =
      Map.of("clinic", "clinic_id", "webhook", "webhook_id", "event", "event_id");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(
        request.getQueryString() == null || !request.getRequestURI().startsWith("/api/v1/")
            ? request
            : new Renamed(request),
        response);
  }

  private static final class Renamed extends HttpServletRequestWrapper {
    Renamed(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      Map<String, String[]> renamed = new LinkedHashMap<>();
      super.getParameterMap()
          .forEach(
              (name, values) ->
                  renamed.merge(RENAMED.getOrDefault(name, name), values, Renamed::both));
      return renamed;
    }

    /** Under the old name and the new one is as wrong as twice under one. */
    private static String[] both(String[] one, String[] other) {
      String[] all = Arrays.copyOf(one, one.length + other.length);
      System.arraycopy(other, 0, all, one.length, other.length);
      return all;
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
      return getParameterMap().get(name);
    }

    @Override
    public @Nullable String getParameter(String name) {
      String[] values = getParameterValues(name);
      return values == null ? null : values[0];
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.enumeration(getParameterMap().keySet());
    }
  }
}
