package org.wardbell.api.dashboard.frame;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The addresses of pages with a filter in their query, and the fields that make it. */
public final class Addresses {
  /** Names, in an address: what the page behind it says was left out. */
  public static final String LEFT_OUT = "left_out";

  /** Names, in an address: what the page behind it says belonged to another clinic. */
  public static final String LEFT_BEHIND = "left_behind";

  /** What an address may have whatever its page knows. */
  public static final Set<String> TOLD = Set.of(LEFT_OUT, LEFT_BEHIND);

  private Addresses() {}

  /** Returns the address of a page with these parameters. */
  public static String of(String path, Map<String, String> parameters) {
    return parameters.isEmpty()
        ? path
        : parameters.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&", path + "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Adds a parameter that has a value. */
  public static void put(Map<String, String> parameters, String name, @Nullable String value) {
    if (value != null) {
      parameters.put(name, value);
    }
  }

  /** Returns a field's text, or null if a form sent it empty. */
  public static @Nullable String typed(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** Returns a field's text for its input: nothing typed is an empty one. */
  public static String shown(@Nullable String text) {
    return text == null ? "" : text;
  }

  /**
   * Returns the moment that a field for date and time stands for, as REST takes it. Such a field
   * knows no zone: it is the person's. Anything else is left as it is, and refused where it is
   * read.
   */
  public static @Nullable String moment(@Nullable String text, ZoneId zone) {
    if (text == null) {
      return null;
    }
    try {
      return LocalDateTime.parse(text).atZone(zone).toInstant().toString();
    } catch (DateTimeParseException withAZone) {
      return text;
    }
  }
}
