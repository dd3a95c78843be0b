package org.wardbell.api.dashboard.editor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.api.dashboard.refusal.RefusalWords;
import org.wardbell.api.problem.FieldProblem;

/**
 * A mistake in a field, as its page tells it.
 *
 * @param where which row of a list it is in, or empty
 * @param sentence the mistake and its remedy
 * @param place the text round it, or null if the mistake has no place
 */
public record FieldMistake(String where, String sentence, @Nullable Place place) {
  /** Characters of the text that are shown on each side. */
  private static final int AROUND = 48;

  private static final Pattern POSITION = Pattern.compile("Position ([0-9]{1,6}): (.*)");
  private static final Pattern ROW = Pattern.compile("\\[([0-9]+)](?:\\.([a-z_]+))?");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}\\r\\n]{0,200}}?}?");

  /**
   * The place of a mistake in a text.
   *
   * @param start of the marked part in the whole text, from 0
   * @param end of the marked part in the whole text
   */
  public record Place(String before, String marked, String after, int start, int end) {
    static Place of(String text, int position) {
      int start = Math.clamp(position, 0, text.length());
      Matcher placeholder = PLACEHOLDER.matcher(text).region(start, text.length());
      int end = placeholder.lookingAt() ? placeholder.end() : Math.min(text.length(), start + 1);
      return new Place(
          text.substring(Math.max(0, start - AROUND), start),
          text.substring(start, end),
          text.substring(end, Math.min(text.length(), end + AROUND)),
          start,
          end);
    }
  }

  /**
   * Returns the mistake that a problem tells of.
   *
   * @param field beside which it is told
   * @param text what is typed in the problem's own field
   */
  static FieldMistake of(FieldProblem problem, String field, String text) {
    if (problem.problem().equals(Mask.PROBLEM)) {
      return new FieldMistake(
          where(problem.field(), field),
          "What is kept here is sent to the server it was given for, and to no other. Type it"
              + " again.",
          null);
    }
    Matcher position = POSITION.matcher(problem.problem());
    if (!position.matches()) {
      return new FieldMistake(where(problem.field(), field), RefusalWords.of(problem), null);
    }
    Place place = text.isEmpty() ? null : Place.of(text, Integer.parseInt(position.group(1)) - 1);
    return new FieldMistake(
        where(problem.field(), field),
        RefusalWords.of(
            (place == null ? problem.problem() : position.group(2)) + " " + problem.fix()),
        place);
  }

  private static String where(String place, String field) {
    if (place.startsWith(field + ".")) {
      return RefusalWords.label(place) + ": ";
    }
    Matcher row = ROW.matcher(place.substring(field.length()));
    if (!row.lookingAt()) {
      return "";
    }
    int number = Integer.parseInt(row.group(1)) + 1;
    return "No. " + number + (row.group(2) == null ? "" : ", " + part(field, row.group(2))) + ": ";
  }

  private static String part(String list, String name) {
    String label = RefusalWords.label(list + "." + name);
    return Character.toLowerCase(label.charAt(0)) + label.substring(1);
  }
}
