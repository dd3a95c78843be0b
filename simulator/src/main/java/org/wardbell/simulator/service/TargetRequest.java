package org.wardbell.simulator.service;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.Query;
import org.wardbell.simulator.http.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A request as a service looks at it. */
record TargetRequest(Request request) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MULTIPART = "multipart/form-data";

  String path() {
    return request.path();
  }

  String method() {
    return request.method();
  }

  Query query() {
    return Query.parse(request.query());
  }

  String text() {
    return request.body().utf8();
  }

  int size() {
    return request.body().size();
  }

  /** Returns the media type without its parameters, in small letters; empty if there is none. */
  String contentType() {
    String header = request.header("Content-Type");
    return header == null ? "" : header.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
  }

  boolean isJsonPost() {
    return method().equals("POST") && contentType().equals("application/json");
  }

  /** Returns the body; missing if it is not JSON. */
  JsonNode json() {
    try {
      return JSON.readTree(text());
    } catch (JacksonException noJson) {
      return MissingNode.getInstance();
    }
  }

  /** Returns the token of {@code Authorization: Bearer}, or null. */
  @Nullable String bearer() {
    String header = request.header("Authorization");
    return header != null && header.startsWith("Bearer ") ? header.substring(7) : null;
  }

  /** Returns {@code user:password} of {@code Authorization: Basic}, or null. */
  @Nullable String basic() {
    String header = request.header("Authorization");
    return header != null && header.startsWith("Basic ")
        ? new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8)
        : null;
  }

  /** Returns the fields of a form in either content type; null if it is none. */
  @Nullable Map<String, String> form() {
    if (contentType().equals("application/x-www-form-urlencoded")) {
      return Query.parse(text()).all();
    }
    return contentType().equals(MULTIPART) ? parts() : null;
  }

  private Map<String, String> parts() {
    Map<String, String> fields = new LinkedHashMap<>();
    String header = String.valueOf(request.header("Content-Type"));
    String boundary = "--" + header.replaceFirst(".*boundary=\"?([^\";]+)\"?.*", "$1");
    for (String part : text().split(Pattern.quote(boundary), -1)) {
      int head = part.indexOf("\r\n\r\n");
      if (head > 0) {
        String name = part.substring(0, head).replaceFirst("(?s).*name=\"([^\"]*)\".*", "$1");
        fields.put(name, part.substring(head + 4, part.length() - 2));
      }
    }
    return fields;
  }
}
