package org.wardbell.simulator.google.calendar;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The change of an instance and all that follow it, which is two changes: the series ends before
 * the instance, and a new series begins with it (guide "Recurring events", modify all following
 * instances). The new one's id is the old one's with {@code _R} and the time, as Google's own
 * application makes them (reported by users).
 */
public final class SeriesSplit {

  private static final Pattern COUNT = Pattern.compile(";?COUNT=(\\d+)");

  private static final Pattern LIMIT = Pattern.compile(";?(COUNT|UNTIL)=[^;]*");

  private final StoredCalendar calendar;
  private final EventWrites writes;

  public SeriesSplit(StoredCalendar calendar, EventWrites writes) {
    this.calendar = calendar;
    this.writes = writes;
  }

  /** Splits the series at an instance; returns the id of the new series. */
  public String at(String instanceId, ObjectNode patch, WriteOptions options) {
    StoredEvent instance = calendar.find(instanceId);
    if (instance == null || !instance.isInstance()) {
      throw new IllegalArgumentException(instanceId + " is no instance of a series");
    }
    String seriesId = instance.json().path("recurringEventId").asString("");
    StoredEvent series = calendar.find(seriesId);
    int before = place(seriesId, instanceId);
    if (series == null || before < 1) {
      throw new IllegalArgumentException(
          instanceId + " has none before it; change the series as a whole");
    }
    JsonNode original = instance.json().path("originalStartTime");
    boolean allDay = original.hasNonNull("date");
    ObjectNode rest = series.json().deepCopy();
    rest.remove("iCalUID");
    Occurrence first = occurrence(series, instanceId);
    rest.set("start", first.start().deepCopy());
    rest.set("end", first.end().deepCopy());
    JsonMerge.into(rest, patch);
    limit(rest, before);
    String suffix = instanceId.substring(instanceId.lastIndexOf('_') + 1);
    String newId = seriesId + "_R" + suffix.replace("Z", "");
    ObjectNode shorter = series.json().objectNode();
    shorter.set("recurrence", ended(series.json(), first, allDay));
    writes.patch(calendar, seriesId, shorter, options);
    return writes.insert(calendar, newId, rest, options).id();
  }

  private int place(String seriesId, String instanceId) {
    int place = 0;
    for (StoredEvent each : calendar.instances(seriesId)) {
      if (each.id().equals(instanceId)) {
        return place;
      }
      place++;
    }
    return -1;
  }

  private Occurrence occurrence(StoredEvent series, String instanceId) {
    return SeriesExpansion.of(series.json(), calendar.zone()).stream()
        .filter(each -> each.id().equals(instanceId))
        .findFirst()
        .orElseThrow();
  }

  /** Takes the instances that the shorter series keeps off the count of the new one. */
  private static void limit(ObjectNode rest, int kept) {
    ArrayNode lines = rest.arrayNode();
    for (JsonNode line : rest.path("recurrence")) {
      Matcher count = COUNT.matcher(line.asString(""));
      lines.add(
          count.find()
              ? count.replaceFirst(";COUNT=" + (Integer.parseInt(count.group(1)) - kept))
              : line.asString(""));
    }
    rest.set("recurrence", lines);
  }

  private static ArrayNode ended(ObjectNode series, Occurrence first, boolean allDay) {
    String until = until(first, allDay);
    ArrayNode lines = series.arrayNode();
    for (JsonNode line : series.path("recurrence")) {
      String text = line.asString("");
      lines.add(
          text.toUpperCase(Locale.ROOT).startsWith("RRULE")
              ? LIMIT.matcher(text).replaceAll("") + ";UNTIL=" + until
              : text);
    }
    return lines;
  }

  private static String until(Occurrence first, boolean allDay) {
    return allDay
        ? LocalDate.parse(first.start().path("date").asString(""))
            .minusDays(1)
            .format(DateTimeFormatter.BASIC_ISO_DATE)
        : SeriesExpansion.suffix(first.span().from().minusSeconds(1), false);
  }
}
