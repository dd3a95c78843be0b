package org.wardbell.api.idempotency;

import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;
import org.wardbell.api.access.Needs;
import org.wardbell.api.problem.ProblemException;

/**
 * The rules of the header {@code Idempotency-Key} (IETF draft httpapi-idempotency-key-header): how
 * it is written, and which operations take it.
 */
public final class IdempotencyKeys {
  /** The header. */
  public static final String HEADER = "Idempotency-Key";

  /** The header of an answer that was given before. */
  public static final String REPLAYED = "Idempotent-Replayed";

  private static final String ROUTES = "/api/v1/";

  /** Their controllers know what to do with a key: it belongs to the event. */
  private static final String EVENTS = "/api/v1/events";

  private static final int MAXIMUM_LENGTH = 255;
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  private IdempotencyKeys() {}

  /** Returns whether the answers of this operation are kept by a key. */
  public static boolean areTaken(HandlerMethod method) {
    Needs needs = method.getMethodAnnotation(Needs.class);
    return method.hasMethodAnnotation(PostMapping.class)
        && needs != null
        && !needs.person()
        && !method.hasMethodAnnotation(NotRemembered.class);
  }

  /** Returns whether a request to this address may have a key whose answer is kept. */
  static boolean mayBeKept(String method, String path) {
    return method.equals(HttpMethod.POST.name()) && path.startsWith(ROUTES) && !isOfEvents(path);
  }

  static boolean isOfEvents(String path) {
    return path.startsWith(EVENTS);
  }

  /**
   * Returns the key that a header writes, with or without quotes around it.
   *
   * @throws ProblemException 422 if it is none
   */
  static String read(String header) {
    String key =
        header.length() >= 2 && header.startsWith("\"") && header.endsWith("\"")
            ? ESCAPED.matcher(header.substring(1, header.length() - 1)).replaceAll("$1")
            : header;
    if (key.isEmpty()
        || key.length() > MAXIMUM_LENGTH
        || !key.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw ProblemException.invalid(
          HEADER,
          "is not 1-255 visible ASCII characters",
          "Send an id of your own for this request, for instance a UUID.");
    }
    return key;
  }
}
