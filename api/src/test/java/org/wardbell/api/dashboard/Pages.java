package org.wardbell.api.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.wardbell.api.Call;

/** What tests send to pages, as a browser without scripts would. */
final class Pages {
  private Pages() {}

  /** Sends a form. */
  static Call.Answer send(Call call, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return call.header("Content-Type", "application/x-www-form-urlencoded").send("POST", body);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
