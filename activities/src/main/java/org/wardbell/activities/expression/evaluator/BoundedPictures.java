package org.wardbell.activities.expression.evaluator;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata.JFunctionCallable;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The functions of JSONata that follow a picture, which could ask for a billion characters: a
 * picture has 256 characters, and a width in it is at most 100.
 */
final class BoundedPictures {
  private static final int MAXIMUM_PICTURE = 256;
  private static final int MAXIMUM_WIDTH = 100;

  /** A width stands behind a comma or a hyphen, inside of brackets. */
  private static final Pattern MARKER = Pattern.compile("\\[[^\\]]*+\\]?");

  private static final Pattern NUMBER = Pattern.compile("[0-9]++");

  static final Map<String, JFunctionCallable> ALL =
      Map.of(
          "formatNumber",
          (_, arguments) ->
              Functions.formatNumber(
                  (Number) BoundedFunctions.argument(arguments, 0),
                  picture(arguments, 1),
                  (Map<?, ?>) BoundedFunctions.argument(arguments, 2)),
          "formatInteger",
          (_, arguments) ->
              Functions.formatInteger(
                  (Number) BoundedFunctions.argument(arguments, 0), picture(arguments, 1)),
          "parseInteger",
          (_, arguments) ->
              Functions.parseInteger(
                  (String) BoundedFunctions.argument(arguments, 0), picture(arguments, 1)),
          "fromMillis",
          (_, arguments) ->
              Functions.dateTimeFromMillis(
                  (Number) BoundedFunctions.argument(arguments, 0),
                  picture(arguments, 1),
                  picture(arguments, 2)),
          "toMillis",
          (_, arguments) ->
              Functions.dateTimeToMillis(
                  (String) BoundedFunctions.argument(arguments, 0), picture(arguments, 1)),
          // The library's remembers the time of whichever expression its thread saw first.
          "now",
          (_, arguments) ->
              Functions.dateTimeFromMillis(
                  System.currentTimeMillis(), picture(arguments, 0), picture(arguments, 1)));

  private BoundedPictures() {}

  private static @Nullable String picture(List<?> arguments, int index) {
    if (!(BoundedFunctions.argument(arguments, index) instanceof String picture)) {
      return null;
    }
    if (picture.length() > MAXIMUM_PICTURE) {
      throw new OutOfBounds("a picture has more than " + MAXIMUM_PICTURE + " characters");
    }
    boolean wide =
        MARKER
            .matcher(picture)
            .results()
            .map(MatchResult::group)
            .flatMap(marker -> NUMBER.matcher(marker).results())
            .map(MatchResult::group)
            .anyMatch(width -> width.length() > 3 || Integer.parseInt(width) > MAXIMUM_WIDTH);
    if (wide) {
      throw new OutOfBounds("a picture asks for more than " + MAXIMUM_WIDTH + " characters");
    }
    return picture;
  }
}
