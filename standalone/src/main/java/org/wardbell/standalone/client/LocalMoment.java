package org.wardbell.standalone.client;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A moment as a terminal shows it: by this machine's clock, with its day if that is not today. */
public final class LocalMoment {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private LocalMoment() {}

  /** Returns it in the zone of this machine. */
  public static String of(Instant moment) {
    return of(moment, Instant.now(), ZoneId.systemDefault());
  }

  static String of(Instant moment, Instant now, ZoneId zone) {
    ZonedDateTime shown = moment.atZone(zone);
    boolean today = shown.toLocalDate().equals(now.atZone(zone).toLocalDate());
    return (today ? TIME : DAY_AND_TIME).format(shown);
  }
}
