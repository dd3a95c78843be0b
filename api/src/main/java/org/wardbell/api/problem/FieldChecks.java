package org.wardbell.api.problem;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The checks of a request's fields, collected so that one answer names all that is wrong. A value
 * that failed comes back as null or as a stand-in; {@link #orThrow} ends the request before anybody
 * uses it.
 */
public final class FieldChecks {
  /** Begins what is wrong with the beginning of a period that is not before its end. */
  public static final String NOT_BEFORE = "is not before ";

  /** A time whose + became a space, as it does in the query of an address. */
  private static final Pattern LOST_PLUS = Pattern.compile(".*\\d \\d{2}:\\d{2}");

  /** Outside of these years a time is a mistake, and some databases cannot keep it. */
  private static final int EARLIEST_YEAR = 1900;

  private static final int LATEST_YEAR = 2200;

  /** RFC 5646, section 4.4.1: longer tags need not be kept. */
  private static final int LONGEST_LANGUAGE = 35;

  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  /** Lengths of the columns that keep them. */
  private static final int LONGEST_TYPE = 120;

  private static final int LONGEST_CODE = 60;

  private final List<FieldProblem> problems = new ArrayList<>();

  /** Notes something that is wrong. */
  public void add(String field, String problem, String fix) {
    problems.add(new FieldProblem(field, problem, fix));
  }

  /** Returns whether everything was right so far. */
  public boolean isClean() {
    return problems.isEmpty();
  }

  /** Ends the request with 422 if anything was wrong. */
  public void orThrow() {
    if (!problems.isEmpty()) {
      throw ProblemException.invalid(problems);
    }
  }

  /** Returns text that must be there: 1 to {@code maximum} characters, no control characters. */
  public String text(String field, @Nullable String value, int maximum) {
    if (value == null || value.isBlank()) {
      add(field, "is missing", "Give 1 to " + maximum + " characters.");
      return "";
    }
    return checked(field, value, maximum);
  }

  /** Returns text that may be left out. */
  public @Nullable String optionalText(String field, @Nullable String value, int maximum) {
    return value == null ? null : checked(field, value, maximum);
  }

  /**
   * Returns the type of events of a filter, {@code event_type}, which may be left out: an ASCII
   * word, at most {@value #LONGEST_TYPE} characters.
   */
  public @Nullable String optionalEventType(@Nullable String value) {
    return optionalWord("event_type", value, LONGEST_TYPE);
  }

  /**
   * Returns the code of outcomes of a filter, {@code code}, which may be left out: an ASCII word,
   * at most {@value #LONGEST_CODE} characters.
   */
  public @Nullable String optionalCode(@Nullable String value) {
    return optionalWord("code", value, LONGEST_CODE);
  }

  /**
   * Returns a word that may be left out and that is stored in ASCII. No other character is in any
   * of them, and the database refuses to compare one.
   */
  private @Nullable String optionalWord(String field, @Nullable String value, int maximum) {
    if (value != null && !value.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      add(
          field,
          "has a character that no such word has",
          "Use letters, digits, dots and underscores.");
      return null;
    }
    return optionalText(field, value, maximum);
  }

  private String checked(String field, String value, int maximum) {
    if (value.codePointCount(0, value.length()) > maximum) {
      add(
          field,
          "is longer than " + maximum + " characters",
          "Shorten it to at most " + maximum + ".");
    }
    if (value.codePoints().anyMatch(FieldChecks::isUnprintable)) {
      add(field, "has a control character or half a character in it", "Remove it.");
    }
    return value;
  }

  private static boolean isUnprintable(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }

  /** Checks a whole number that may be left out. */
  public void between(String field, @Nullable Integer value, int least, int most, String fix) {
    if (value != null && (value < least || value > most)) {
      add(field, "is not between " + least + " and " + most, fix);
    }
  }

  /** Returns a time that may be left out: RFC 3339, with its offset. */
  public @Nullable Instant optionalTime(String field, @Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(value);
      if (time.getYear() >= EARLIEST_YEAR && time.getYear() <= LATEST_YEAR) {
        return time.toInstant();
      }
      add(
          field,
          "is not between the years " + EARLIEST_YEAR + " and " + LATEST_YEAR,
          "Check the year.");
    } catch (DateTimeException notATime) {
      add(
          field,
          "is not a time with its offset (RFC 3339)",
          LOST_PLUS.matcher(value).matches()
              ? "There is a space in place of +. In an address write %2B for +, or Z and the time in UTC."
              : "Write it like 2026-11-22T09:30:00+01:00.");
    }
    return null;
  }

  /**
   * Checks the period of a filter, {@code from} and {@code to}; returns whether it has a length.
   */
  public boolean period(@Nullable Instant from, @Nullable Instant to) {
    return period("from", from, "to", to);
  }

  /** Checks a period whose fields have names of their own; returns whether it has a length. */
  public boolean period(String first, @Nullable Instant from, String last, @Nullable Instant to) {
    boolean right = from == null || to == null || from.isBefore(to);
    if (!right) {
      add(first, NOT_BEFORE + last, "Give an earlier moment.");
    }
    return right;
  }

  /** Returns a time zone that may be left out. */
  public ZoneId zone(String field, @Nullable String value, ZoneId otherwise) {
    if (value == null) {
      return otherwise;
    }
    // Offsets are refused: a clinic moves its clocks.
    if (ZoneId.getAvailableZoneIds().contains(value)) {
      return ZoneId.of(value);
    }
    add(field, "is not a time zone of the IANA list", "Write it like Europe/Berlin.");
    return otherwise;
  }

  /** Returns a language that may be left out. */
  public Locale language(String field, @Nullable String value, Locale otherwise) {
    if (value == null) {
      return otherwise;
    }
    try {
      Locale language = new Locale.Builder().setLanguageTag(value).build();
      if (isKnown(language.getLanguage()) && value.length() <= LONGEST_LANGUAGE) {
        return language;
      }
    } catch (IllformedLocaleException noTag) {
      // Said below.
    }
    add(field, "is not a language (BCP 47)", "Write it like de or en-GB.");
    return otherwise;
  }

  /** Returns whether ISO 639 may have a language; all of two letters are known here. */
  private static boolean isKnown(String language) {
    return language.length() > 2 || LANGUAGES.contains(language);
  }

  /** Returns an id that may be left out. */
  public @Nullable UUID optionalId(String field, @Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      return UUID.fromString(value);
    } catch (IllegalArgumentException notAnId) {
      add(field, "is not an id", whereIdsAre(field));
      return null;
    }
  }

  /** Returns the constant of this name, null if there was none, or if it is none of the type's. */
  public <E extends Enum<E>> @Nullable E optionalConstant(
      String field, @Nullable String value, Class<E> type) {
    if (value == null) {
      return null;
    }
    for (E each : type.getEnumConstants()) {
      if (each.name().equals(value)) {
        return each;
      }
    }
    add(
        field,
        "is none that there is",
        Arrays.stream(type.getEnumConstants())
            .map(Enum::name)
            .collect(Collectors.joining(", ", "There are: ", ".")));
    return null;
  }

  private static String whereIdsAre(String field) {
    return switch (field.substring(field.lastIndexOf('.') + 1).replace("_id", "")) {
      case "Wardbell-Clinic" -> "GET /api/v1/session lists them.";
      case "clinic" -> "Use that of one that there is (GET /api/v1/clinics lists them).";
      case "webhook" -> "Use that of one that there is (GET /api/v1/webhooks lists them).";
      case "calendar" -> "Use that of one that there is (GET /api/v1/calendars lists them).";
      default -> "Use the id that an earlier answer gave.";
    };
  }
}
