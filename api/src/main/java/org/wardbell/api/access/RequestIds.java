package org.wardbell.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.Ids;

/**
 * The ids of requests: the client's own, if it sends one that could not be mistaken for anything
 * else, or one of ours. The answer and the audit trail name it.
 */
public final class RequestIds {
  /** The header, of requests and of answers. */
  public static final String HEADER = "X-Request-Id";

  private static final Pattern GIVEN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestIds() {}

  /** Returns the id of a request, or null if it did not come through {@link RequestFrame}. */
  public static @Nullable String of(HttpServletRequest request) {
    return request.getAttribute(HEADER) instanceof String id ? id : null;
  }

  /** Gives a request its id. */
  static String give(HttpServletRequest request) {
    String given = request.getHeader(HEADER);
    String id = given != null && GIVEN.matcher(given).matches() ? given : Ids.next().toString();
    request.setAttribute(HEADER, id);
    return id;
  }
}
