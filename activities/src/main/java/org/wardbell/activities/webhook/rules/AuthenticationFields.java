package org.wardbell.activities.webhook.rules;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.draft.AuthenticationDraft;
import org.wardbell.activities.webhook.draft.Mask;

/**
 * The fields of an {@link AuthenticationDraft} by their names. It remembers which ones were asked
 * for, so that the others, which belong to another type, can be refused by name.
 */
final class AuthenticationFields {
  /** The object that they stand in. */
  static final String FIELD = "authentication";

  private static final IntPredicate CONTROL = Character::isISOControl;

  private final Map<String, Object> given = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();
  private final Problems problems;

  AuthenticationFields(AuthenticationDraft draft, Problems problems) {
    this.problems = problems;
    put("in", draft.in());
    put("name", draft.name());
    put("key", draft.key());
    put("username", draft.username());
    put("password", draft.password());
    put("prefix", draft.prefix());
    put("token", draft.token());
    put("algorithm", draft.algorithm());
    put("key_id", draft.keyId());
    put("issuer", draft.issuer());
    put("subject", draft.subject());
    put("audience", draft.audience());
    put("claims", draft.claims());
    put("expiry_seconds", draft.expirySeconds());
    put("backdate_seconds", draft.backdateSeconds());
    put("grant", draft.grant());
    put("authorization_url", draft.authorizationUrl());
    put("token_url", draft.tokenUrl());
    put("client_id", draft.clientId());
    put("client_secret", draft.clientSecret());
    put("client_authentication", draft.clientAuthentication());
    put("scopes", draft.scopes());
    put("access_key", draft.accessKey());
    put("secret", draft.secret());
  }

  private void put(String name, @Nullable Object value) {
    if (value != null) {
      given.put(name, value);
    }
  }

  static String at(String name) {
    return FIELD + "." + name;
  }

  void add(String name, String problem, String fix) {
    problems.add(at(name), problem, fix);
  }

  /** Says that a field belongs to this type, although its rule looks at it elsewhere. */
  void know(String name) {
    known.add(name);
  }

  /** Returns text that may be left out, on one line. */
  @Nullable String optional(String name, int maximum) {
    known.add(name);
    if (!(given.get(name) instanceof String text)) {
      return null;
    }
    if (text.length() > maximum) {
      add(
          name,
          "This has " + text.length() + " characters, more than " + maximum + ".",
          "Shorten it.");
    } else if (text.chars().anyMatch(CONTROL)) {
      add(name, "This contains a line break or another control character.", "Write one line.");
    }
    return text;
  }

  /** Returns text that must be there, on one line. */
  String required(String name, int maximum, String fix) {
    String text = optional(name, maximum);
    if (text == null || text.isBlank()) {
      add(name, "This type needs " + name + ".", fix);
      return "";
    }
    return text;
  }

  /** Returns a credential that must be there and is not the mask that stands for one. */
  String secret(String name, int maximum, String fix) {
    String text = required(name, maximum, fix);
    refuseMask(name, text);
    return text;
  }

  /** Returns the same for a key, which may have several lines. */
  String key(int maximum, String fix) {
    known.add("key");
    if (!(given.get("key") instanceof String text) || text.isBlank()) {
      add("key", "This type needs key.", fix);
      return "";
    }
    if (text.length() > maximum) {
      add("key", "The key has more than " + maximum + " characters.", fix);
    }
    refuseMask("key", text);
    return text.strip();
  }

  void refuseMask(String name, @Nullable String text) {
    if (text != null && Mask.isMask(text)) {
      add(name, Mask.PROBLEM, Mask.FIX);
    }
  }

  /** Returns one of some values, in any case, by what they are called in JSON. */
  <E> E choice(String name, Map<String, E> choices, E otherwise) {
    known.add(name);
    Object text = given.get(name);
    if (text == null) {
      return otherwise;
    }
    E chosen = choices.get(text.toString().strip().toLowerCase(Locale.ROOT));
    if (chosen == null) {
      add(
          name,
          "This is not one of its values.",
          "Use " + String.join(", ", choices.keySet()) + ".");
      return otherwise;
    }
    return chosen;
  }

  /** Returns a whole number that may be left out. */
  int number(String name, int otherwise, int minimum, int maximum) {
    known.add(name);
    int number = given.get(name) instanceof Integer value ? value : otherwise;
    if (number < minimum || number > maximum) {
      add(
          name,
          number + " is not between " + minimum + " and " + maximum + ".",
          "Give a number in this range.");
    }
    return number;
  }

  /** Refuses what belongs to other types. */
  void refuseOthers(String type) {
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        add(name, "This has no meaning for type " + type + ".", "Remove it, or change the type.");
      }
    }
  }
}
