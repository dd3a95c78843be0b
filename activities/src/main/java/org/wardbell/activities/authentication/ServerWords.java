package org.wardbell.activities.authentication;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The words in which an authorization server says why it gives no token, cut and without anything
 * that could be a secret: an administrator reads them.
 */
final class ServerWords {
  private static final int MAXIMUM_CHARACTERS = 300;

  /** The standard's first (RFC 6749, section 5.2), then those of servers that have their own. */
  private static final List<String> FIELDS =
      List.of(
          "error_description",
          "error",
          "error_uri",
          "error_code",
          "errorCode",
          "errorSummary",
          "errorMessage",
          "error_message",
          "code",
          "message",
          "msg",
          "detail",
          "title",
          "reason");

  /** A token, a key, a signature: long, with a digit, and without a blank. */
  private static final Pattern SECRET_LIKE =
      Pattern.compile("(?=[A-Za-z_~+/=.-]*[0-9])[A-Za-z0-9_~+/=.-]{24,}");

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\s]+");

  /** A shorter one would be found in every second word, and is none. */
  private static final int SHORTEST_SECRET = 4;

  private static final String HIDDEN = "••••";

  private ServerWords() {}

  /**
   * Returns the server's words, or null if it has none.
   *
   * @param secrets what the server was sent
   */
  static @Nullable String of(JsonNode answer, Collection<String> secrets) {
    Set<String> words = new LinkedHashSet<>();
    add(answer, words);
    // An object in place of the word, as Google's interfaces have it.
    add(answer.path("error"), words);
    String text = CONTROLS.matcher(String.join("; ", words)).replaceAll(" ").strip();
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST_SECRET) {
        text = text.replace(secret, HIDDEN);
      }
    }
    text = SECRET_LIKE.matcher(text).replaceAll(HIDDEN);
    if (text.length() > MAXIMUM_CHARACTERS) {
      text = text.substring(0, MAXIMUM_CHARACTERS - 1) + "…";
    }
    return text.isEmpty() ? null : text;
  }

  private static void add(JsonNode answer, Set<String> words) {
    for (String field : FIELDS) {
      JsonNode word = answer.path(field);
      if ((word.isString() || word.isNumber()) && !word.asString().isBlank()) {
        words.add(word.asString().strip());
      }
    }
  }
}
