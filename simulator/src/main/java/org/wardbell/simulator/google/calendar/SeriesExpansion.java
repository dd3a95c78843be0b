package org.wardbell.simulator.google.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.RecurrenceSet;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recurrenceset.Merged;
import org.dmfs.rfc5545.recurrenceset.OfList;
import org.dmfs.rfc5545.recurrenceset.OfRule;
import org.wardbell.simulator.google.calendar.StoredEvent.TimeSpan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The instances of a series: its start, and what its RRULE, RDATE, EXRULE and EXDATE lines make of
 * it (RFC 5545, 3.8.5; Events resource, field recurrence). A series that does not end is expanded
 * for ten years: users report instances until 2040 and later from Google.
 */
final class SeriesExpansion {

  private static final Duration HORIZON = Duration.ofDays(3_653);

  /** Instances of one series at most: ten years of days. */
  private static final int MAX_INSTANCES = 4_000;

  private static final DateTimeFormatter TIMED_SUFFIX =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final ObjectNode series;
  private final ZoneId calendarZone;
  private final ZoneId zone;
  private final boolean allDay;
  private final Instant start;
  private final Instant end;

  private SeriesExpansion(ObjectNode series, ZoneId calendarZone) {
    this.series = series;
    this.calendarZone = calendarZone;
    this.allDay = series.path("start").hasNonNull("date");
    this.zone = allDay ? ZoneOffset.UTC : EventTimes.zone(series.path("start"), calendarZone);
    this.start = EventTimes.instant(series.path("start"), allDay ? zone : calendarZone);
    this.end = EventTimes.instant(series.path("end"), allDay ? zone : calendarZone);
  }

  /** Expands a series, earliest instance first; throws 400 when a line of it is no rule. */
  static List<Occurrence> of(ObjectNode series, ZoneId calendarZone) {
    SeriesExpansion expansion = new SeriesExpansion(series, calendarZone);
    try {
      return expansion.occurrences();
    } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
      throw GoogleException.invalid("Invalid recurrence rule.");
    }
  }

  /** Returns the end of a piece of an instance's id: {@code 20261123T090000Z}, or a date. */
  static String suffix(Instant start, boolean allDay) {
    return allDay
        ? DateTimeFormatter.BASIC_ISO_DATE.format(start.atZone(ZoneOffset.UTC).toLocalDate())
        : TIMED_SUFFIX.format(start);
  }

  private List<Occurrence> occurrences() throws InvalidRecurrenceRuleException {
    DateTime first = first();
    List<RecurrenceSet> included = new ArrayList<>(List.of(new OfList(first)));
    Set<Long> excluded = new HashSet<>();
    for (JsonNode line : series.path("recurrence")) {
      String text = line.asString("");
      int colon = text.indexOf(':');
      String head = colon < 0 ? text : text.substring(0, colon);
      String value = text.substring(colon + 1);
      switch (head.split(";", 2)[0].toUpperCase(Locale.ROOT)) {
        case "RRULE" -> included.add(rule(value, first));
        case "RDATE" -> included.add(dates(head, value));
        case "EXRULE" -> excluded.addAll(moments(rule(value, first)));
        case "EXDATE" -> excluded.addAll(moments(dates(head, value)));
        default -> throw new IllegalArgumentException("no line of a recurrence");
      }
    }
    String id = series.path("id").asString("");
    return moments(new Merged(included)).stream()
        .filter(moment -> !excluded.contains(moment))
        .map(moment -> occurrence(id, Instant.ofEpochMilli(moment)))
        .toList();
  }

  private DateTime first() {
    if (!allDay) {
      return new DateTime(TimeZone.getTimeZone(zone), start.toEpochMilli());
    }
    LocalDate day = LocalDate.parse(series.path("start").path("date").asString(""));
    return new DateTime(day.getYear(), day.getMonthValue() - 1, day.getDayOfMonth());
  }

  private static RecurrenceSet rule(String text, DateTime first)
      throws InvalidRecurrenceRuleException {
    return new OfRule(new RecurrenceRule(text, RfcMode.RFC5545_LAX), first);
  }

  private RecurrenceSet dates(String head, String value) {
    int named = head.toUpperCase(Locale.ROOT).indexOf("TZID=");
    String name = named < 0 ? zone.getId() : head.substring(named + 5).split(";", 2)[0];
    return new OfList(TimeZone.getTimeZone(ZoneId.of(name)), value);
  }

  /** Returns the moments of a set up to the horizon, in order, each once. */
  private List<Long> moments(RecurrenceSet set) {
    Instant now = Instant.now();
    long horizon = (start.isAfter(now) ? start : now).plus(HORIZON).toEpochMilli();
    List<Long> moments = new ArrayList<>();
    for (DateTime next : set) {
      long moment = next.getTimestamp();
      if (moment > horizon || moments.size() == MAX_INSTANCES) {
        break;
      }
      if (moments.isEmpty() || moments.getLast() != moment) {
        moments.add(moment);
      }
    }
    return moments;
  }

  private Occurrence occurrence(String id, Instant from) {
    Instant to = from.plus(Duration.between(start, end));
    ObjectNode startNode = time("start", from);
    ObjectNode endNode = time("end", to);
    TimeSpan span =
        new TimeSpan(
            EventTimes.instant(startNode, calendarZone), EventTimes.instant(endNode, calendarZone));
    return new Occurrence(id + "_" + suffix(from, allDay), id, startNode, endNode, span);
  }

  private ObjectNode time(String field, Instant moment) {
    ObjectNode event = series.objectNode();
    if (allDay) {
      return event.put("date", moment.atZone(ZoneOffset.UTC).toLocalDate().toString());
    }
    ZoneId own = EventTimes.zone(series.path(field), calendarZone);
    EventTimes.timed(event, field, moment, own);
    EventTimes.normalise(event, field, calendarZone);
    return (ObjectNode) event.path(field);
  }
}
