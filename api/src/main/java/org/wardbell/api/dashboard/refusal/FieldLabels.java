package org.wardbell.api.dashboard.refusal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The labels of fields in forms, by the names that REST has for them. */
final class FieldLabels {
  /** By the whole path, as a form's field is called; a list's rows without their numbers. */
  static final Map<String, String> BY_PATH =
      Map.ofEntries(
          Map.entry("allow_http", "Plain http is allowed"),
          Map.entry("answers.advice", "What to do then"),
          Map.entry("answers.contains", "Text in the answer"),
          Map.entry("answers.meaning", "Meaning"),
          Map.entry("answers.name", "Name"),
          Map.entry("answers.status", "Status"),
          Map.entry("authentication.access_key", "Access key"),
          Map.entry("authentication.algorithm", "Algorithm"),
          Map.entry("authentication.audience", "Audience (aud)"),
          Map.entry("authentication.authorization_url", "Page on which a person consents"),
          Map.entry("authentication.backdate_seconds", "Seconds by which it begins earlier"),
          Map.entry("authentication.claims", "Further claims"),
          Map.entry("authentication.client_authentication", "How the token endpoint gets them"),
          Map.entry("authentication.client_id", "Client id"),
          Map.entry("authentication.client_secret", "Client secret"),
          Map.entry("authentication.expiry_seconds", "Seconds until it ends"),
          Map.entry("authentication.grant", "Grant"),
          Map.entry("authentication.in", "Where it is put"),
          Map.entry("authentication.issuer", "Issuer (iss)"),
          Map.entry("authentication.key", "Key"),
          Map.entry("authentication.key_id", "Key id (kid)"),
          Map.entry("authentication.name", "Name of the header or parameter"),
          Map.entry("authentication.password", "Password"),
          Map.entry("authentication.prefix", "What stands before the token"),
          Map.entry("authentication.scopes", "Scopes"),
          Map.entry("authentication.secret", "Secret"),
          Map.entry("authentication.subject", "Subject (sub)"),
          Map.entry("authentication.token", "Token"),
          Map.entry("authentication.token_url", "Token endpoint"),
          Map.entry("authentication.type", "Kind"),
          Map.entry("authentication.username", "User name"),
          Map.entry("auto_disable", "Switch it off when the receiver is gone"),
          Map.entry("circuit_breaker", "Wait while the receiver fails again and again"),
          Map.entry("contact_number", "Telephone"),
          Map.entry("content_type", "Content type"),
          Map.entry("current_password", "Present password"),
          Map.entry("delivery_days", "Deliveries, in days"),
          Map.entry("doctor_id", "Doctor’s id"),
          Map.entry("ed25519_signature", "Sign with a key pair as well (v1a)"),
          Map.entry("event_type", "Kind of event"),
          Map.entry("expires_at", "Ends"),
          Map.entry("overlap_hours", "The old one signs as well for"),
          Map.entry("payload_days", "Payloads, in days"),
          Map.entry("per_minute", "At most so many a minute"),
          Map.entry("rate.burst", "at once"),
          Map.entry("rate.limit", "Requests"),
          Map.entry("rate.per_seconds", "in so many seconds"),
          Map.entry("retry.attempts", "Tries"),
          Map.entry("retry.factor", "Times as long each time"),
          Map.entry("retry.initial_seconds", "First wait, in seconds"),
          Map.entry("retry.max_seconds", "Longest wait, in seconds"),
          Map.entry("retry.on", "After which answers"),
          Map.entry("retry.schedule_seconds", "Waits before each try"),
          Map.entry("time_zone", "Time zone"),
          Map.entry("timeout_seconds", "Time-out of a request, in seconds"),
          Map.entry("tls.authorities", "Authorities"),
          Map.entry("tls.certificate", "Our certificate"),
          Map.entry("tls.key", "Its private key"),
          Map.entry("unregistered_types", "Take events of custom types that nobody registered"));

  /** By the last part, where that can be nothing but a field's name. */
  private static final Map<String, String> BY_NAME = byName();

  private FieldLabels() {}

  private static Map<String, String> byName() {
    Map<String, String> names = new HashMap<>();
    BY_PATH.forEach(
        (path, label) -> {
          String last = path.substring(path.lastIndexOf('.') + 1);
          if (last.contains("_")) {
            names.put(last, label);
          }
        });
    return Map.copyOf(names);
  }

  /** Returns the label of a field that a sentence names, or null if no form has it. */
  static @Nullable String named(String name) {
    return name.contains(".") ? BY_PATH.get(name) : BY_NAME.get(name);
  }

  /** Returns the label of a field; where no form has it, its name in words. */
  static String of(String path) {
    String field = path.replaceAll("\\[[0-9]+]", "");
    String label = BY_PATH.get(field);
    if (label == null) {
      label = BY_NAME.get(last(field));
    }
    return label == null ? capitalized(last(field).replace('_', ' ')) : label;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static String capitalized(String words) {
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
