package org.wardbell.api.dashboard.editor;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.workflows.webhook.Payload;

/** The form of a webhook that sends what a curl command sends. Created for each command. */
final class CurlForm {
  /** Headers that are always ours, or belong to the connection. */
  private static final Set<String> OURS =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "expect",
          "host",
          "user-agent",
          "te",
          "transfer-encoding");

  private final CurlCommand command;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> notes;
  private String contentType = "";
  private int headers;
  private int query;

  CurlForm(CurlCommand command) {
    this.command = command;
    this.notes = new ArrayList<>(command.notes());
    command.headers().forEach(this::header);
    address();
    proof();
    body();
    if (command.seconds() != null) {
      values.put("timeout_seconds", command.seconds().replaceFirst("\\..*", ""));
    }
  }

  /** Returns the form. */
  FormFields form() {
    FormFields form = StoredForm.empty();
    for (Map.Entry<String, String> each : values.entrySet()) {
      form = form.with(each.getKey(), each.getValue());
    }
    return form;
  }

  /** Returns what of the command is not in the form, as sentences. */
  List<String> notes() {
    return notes;
  }

  private void header(String header) {
    int colon = header.indexOf(':');
    String name = colon < 0 ? header.strip() : header.substring(0, colon).strip();
    String value = colon < 0 ? "" : header.substring(colon + 1).strip();
    String lower = name.toLowerCase(Locale.ROOT);
    if (value.isEmpty()) {
      notes.add("The header " + name + " has no value, and is left out.");
    } else if (lower.equals("content-type")) {
      contentType = value;
    } else if (OURS.contains(lower)) {
      notes.add("The header " + name + " is always set by Wardbell.");
    } else if (!lower.equals("authorization") || !authorization(value)) {
      row("headers", headers++, name, value);
    }
  }

  private void row(String list, int number, String name, String value) {
    String at = list + "[" + number + "]";
    values.put(at + ".name", name);
    values.put(at + ".value", value);
    if (Mask.hides(name)) {
      values.put(at + ".secret", "on");
    }
  }

  private boolean authorization(String value) {
    String[] parts = value.split("\\s+", 2);
    if (parts.length == 2 && parts[0].equalsIgnoreCase("basic")) {
      try {
        basic(new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        return true;
      } catch (IllegalArgumentException notBase64) {
        return false;
      }
    }
    if (parts.length == 2 && parts[0].equalsIgnoreCase("bearer")) {
      bearer(parts[1]);
      return true;
    }
    return false;
  }

  private void proof() {
    if (command.user() != null) {
      basic(command.user());
    }
    if (command.bearer() != null) {
      bearer(command.bearer());
    }
  }

  private void basic(String user) {
    int colon = user.indexOf(':');
    values.put("authentication.type", "basic");
    values.put("authentication.username", colon < 0 ? user : user.substring(0, colon));
    values.put("authentication.password", colon < 0 ? "" : user.substring(colon + 1));
  }

  private void bearer(String token) {
    values.put("authentication.type", "bearer");
    values.put("authentication.token", token);
  }

  private void address() {
    String url = command.url().contains("://") ? command.url() : "http://" + command.url();
    String withoutPart = url.replaceFirst("#.*", "");
    int question = withoutPart.indexOf('?');
    String path = question < 0 ? withoutPart : withoutPart.substring(0, question);
    if (question >= 0) {
      pairs(withoutPart.substring(question + 1)).forEach(this::parameter);
    }
    int at = path.indexOf('@', path.indexOf("://"));
    int slash = path.indexOf('/', path.indexOf("://") + 3);
    if (at > 0 && (slash < 0 || at < slash)) {
      basic(decoded(path.substring(path.indexOf("://") + 3, at)));
      path = path.substring(0, path.indexOf("://") + 3) + path.substring(at + 1);
    }
    values.put("url", path);
    values.put("name", path.replaceFirst("^[^:]*://", "").replaceFirst("[/:].*", ""));
  }

  private void parameter(String name, String value) {
    row("query", query++, name, value);
  }

  private void body() {
    Map<String, String> named = new LinkedHashMap<>();
    command.encoded().forEach(each -> pair(each, named));
    String text = String.join("&", command.data());
    boolean sends = !text.isEmpty() || !named.isEmpty() || !command.parts().isEmpty();
    String method = command.method();
    values.put("method", method == null ? sends && !command.inQuery() ? "POST" : "GET" : method);
    if (command.inQuery()) {
      pairs(text).forEach(this::parameter);
      named.forEach(this::parameter);
    } else if (!command.parts().isEmpty()) {
      command.parts().forEach(each -> pair(each, named));
      form(named, Payload.MULTIPART);
    } else if (!named.isEmpty() || (!text.isEmpty() && isForm(text))) {
      named.putAll(pairs(text));
      form(named, Payload.URLENCODED);
    } else if (!text.isEmpty()) {
      values.put("format", "template");
      values.put("body", text);
      values.put("content_type", contentType.isEmpty() ? Payload.JSON : contentType);
    }
    if (!sends && values.getOrDefault("method", "").matches("POST|PUT|PATCH")) {
      notes.add("The command sends no body; the standard envelope is sent in its place.");
    }
  }

  /** Without a content type curl calls everything a form; people mean JSON if it looks so. */
  private boolean isForm(String text) {
    return contentType.isEmpty()
        ? !command.isJson() && !text.stripLeading().matches("(?s)[{\\[<].*")
        : contentType.startsWith(Payload.URLENCODED);
  }

  private void form(Map<String, String> fields, String type) {
    values.put("format", "form");
    values.put("content_type", type);
    int number = 0;
    for (Map.Entry<String, String> each : fields.entrySet()) {
      row("form", number++, each.getKey(), each.getValue());
    }
  }

  private static void pair(String text, Map<String, String> into) {
    String[] parts = text.split("=", 2);
    into.put(parts[0], parts.length == 2 ? parts[1] : "");
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String each : text.split("&", -1)) {
      if (!each.isEmpty()) {
        String[] parts = each.split("=", 2);
        pairs.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
      }
    }
    return pairs;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException asItIs) {
      return text;
    }
  }
}
