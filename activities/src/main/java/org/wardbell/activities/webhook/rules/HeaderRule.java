package org.wardbell.activities.webhook.rules;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.wardbell.workflows.webhook.Header;

/** The rule for headers. Created for each draft, because it remembers names. */
final class HeaderRule implements ParameterRules.Special {
  /** RFC 9110, section 5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /**
   * The headers that we always set, and those that belong to the connection (RFC 9110, section
   * 7.6.1).
   */
  private static final Set<String> RESERVED =
      Set.of(
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  /** Names of our own, now and later. */
  private static final Set<String> RESERVED_PREFIXES = Set.of("webhook-", "wardbell-");

  private final Set<String> names = new HashSet<>();

  @Override
  public void check(String field, Header header, Problems problems) {
    String name = header.name();
    if (checkName(field + ".name", name, problems) && !names.add(name.toLowerCase(Locale.ROOT))) {
      problems.add(
          field + ".name",
          name + " is there twice; case does not matter.",
          "Keep one, with its values separated by commas.");
    }
    checkText(field + ".value", header.value(), problems);
  }

  /** Returns whether a header may have this name at all. */
  boolean checkName(String field, String given, Problems problems) {
    String name = given.toLowerCase(Locale.ROOT);
    if (!TOKEN.matcher(name).matches()) {
      problems.add(
          field,
          "This is not a header's name.",
          "Use letters, digits and hyphens only, without spaces or a colon.");
      return false;
    }
    if (name.equals("content-type")) {
      problems.add(field, "Content-Type has a field of its own.", "Set content_type instead.");
      return false;
    }
    if (RESERVED.contains(name) || RESERVED_PREFIXES.stream().anyMatch(name::startsWith)) {
      problems.add(
          field,
          given + " is set by Wardbell or by the connection.",
          "Remove it, or use another name such as X-" + given + ".");
      return false;
    }
    return true;
  }

  private static void checkText(String field, String value, Problems problems) {
    if (value.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c == 0x7f)) {
      problems.add(
          field,
          "The value contains a line break or another control character.",
          "Write it on one line.");
    } else if (value.chars().anyMatch(c -> c > 0x7f)) {
      problems.add(
          field,
          "The value contains characters beyond ASCII, which headers do not carry reliably.",
          "Percent-encode them, or send them in the body.");
    }
  }
}
