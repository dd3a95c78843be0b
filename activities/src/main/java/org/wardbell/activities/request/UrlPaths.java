package org.wardbell.activities.request;

import java.util.regex.Pattern;
import org.wardbell.activities.template.UnrenderableException;

/** The check that values cannot walk about in a URL's path. */
final class UrlPaths {
  /** {@code .} and {@code ..}, in every spelling that clients and servers resolve. */
  private static final Pattern DOT_SEGMENT = Pattern.compile("(?i)(?:\\.|%2e){1,2}");

  private UrlPaths() {}

  /**
   * Refuses a path with a dot segment: it would lead to another path than the one written.
   *
   * @throws UnrenderableException without quoting the URL
   */
  static void requireNoDotSegments(CharSequence url) {
    String text = url.toString();
    int query = text.indexOf('?');
    int start = text.indexOf('/', text.indexOf("://") + "://".length());
    if (start < 0 || (query >= 0 && query < start)) {
      return;
    }
    for (String segment : text.substring(start, query < 0 ? text.length() : query).split("/", -1)) {
      if (DOT_SEGMENT.matcher(segment).matches()) {
        throw new UnrenderableException("a value would lead out of the URL's path");
      }
    }
  }
}
