package org.wardbell.api.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.wardbell.api.Call;
import org.wardbell.api.People;

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

  /** Posts a form of a person, with the token that each form carries. */
  static Call.Answer post(People.SignedInPerson person, String path, Map<String, String> fields) {
    Map<String, String> sent = new HashMap<>(fields);
    sent.put("csrf", person.csrf());
    return send(person.withoutToken(path), sent);
  }
}
