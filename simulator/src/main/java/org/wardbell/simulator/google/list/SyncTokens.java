package org.wardbell.simulator.google.list;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.google.calendar.GoogleException;
import org.wardbell.simulator.google.calendar.StoredCalendar;

/**
 * The maker and reader of sync tokens: opaque to clients, bound to the calendar and the query's
 * shape.
 */
final class SyncTokens {

  private static final String SEPARATOR = "\n";

  /** Tokens of an earlier run of the simulator are dead, because its events are gone. */
  private final String run = UUID.randomUUID().toString();

  /**
   * A client's position.
   *
   * @param change the calendar's last change that the client has seen
   */
  record Position(long change, @Nullable Instant timeMin, @Nullable Instant timeMax) {}

  String issue(StoredCalendar calendar, String shape, Position position) {
    String text =
        String.join(
            SEPARATOR,
            run,
            calendar.id(),
            Long.toString(calendar.tokenGeneration()),
            shape,
            Long.toString(position.change()),
            position.timeMin() == null ? "" : position.timeMin().toString(),
            position.timeMax() == null ? "" : position.timeMax().toString());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a token.
   *
   * @throws GoogleException 410 fullSyncRequired when it expired, 400 when it is another's or
   *     nonsense
   */
  Position read(String token, StoredCalendar calendar, String shape) {
    String[] parts = decode(token).split(SEPARATOR, -1);
    if (parts.length != 7 || !parts[1].equals(calendar.id())) {
      throw GoogleException.invalidParameter("syncToken", "Invalid sync token value.");
    }
    if (!parts[0].equals(run) || Long.parseLong(parts[2]) != calendar.tokenGeneration()) {
      throw GoogleException.fullSyncRequired();
    }
    if (!parts[3].equals(shape)) {
      throw GoogleException.invalidParameter(
          "syncToken", "The sync token was issued for a query with other parameters.");
    }
    return new Position(Long.parseLong(parts[4]), moment(parts[5]), moment(parts[6]));
  }

  private static @Nullable Instant moment(String text) {
    return text.isEmpty() ? null : Instant.parse(text);
  }

  private static String decode(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
