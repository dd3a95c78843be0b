package org.wardbell.activities.request;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.TelephoneNumber;
import org.wardbell.activities.template.Values;
import org.wardbell.activities.template.Variables;
import org.wardbell.workflows.event.EventCatalogue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/**
 * The variables of one event, as it was when it happened. The identity of the event and the
 * delivery is ours; below that a key of the event's data wins over the values of the clinic and the
 * clock. The data is parsed when a variable first needs it.
 */
final class EventVariables implements Variables {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private static final List<String> APPOINTMENT_ZONE = List.of("appointment_timezone");

  /** Reaches into the data explicitly: {@code data.patient.name}. */
  private static final String DATA = "data";

  private final EventFacts event;
  private final EventCatalogue catalogue;
  private final UUID deliveryId;
  private final @Nullable Integer attempt;
  private @Nullable JsonNode data;

  /**
   * @param attempt the attempt's number, or null where the same bytes must serve every attempt
   */
  EventVariables(
      EventFacts event, EventCatalogue catalogue, UUID deliveryId, @Nullable Integer attempt) {
    this.event = event;
    this.catalogue = catalogue;
    this.deliveryId = deliveryId;
    this.attempt = attempt;
  }

  @Override
  public ZoneId zone() {
    JsonNode named = Values.walk(data(), APPOINTMENT_ZONE);
    if (named != null && named.isString()) {
      try {
        return ZoneId.of(named.stringValue().strip());
      } catch (DateTimeException noZone) {
        return event.clinic().timeZone();
      }
    }
    return event.clinic().timeZone();
  }

  @Override
  public @Nullable String country() {
    return TelephoneNumber.country(event.clinic().contactNumber());
  }

  @Override
  public @Nullable JsonNode find(List<String> path) {
    String name = path.getFirst();
    Identity identity = path.size() == 1 ? Identity.of(name) : null;
    JsonNode own = identity == null ? null : own(identity);
    if (own != null) {
      return own;
    }
    JsonNode given =
        name.equals(DATA)
            ? Values.walk(data(), path.subList(1, path.size()))
            : Values.walk(data(), path);
    return given != null || path.size() > 1 ? given : fallback(name);
  }

  private @Nullable JsonNode own(Identity identity) {
    return switch (identity) {
      case EVENT_ID -> text(event.id().toString());
      case EVENT_TYPE -> text(event.type());
      case EVENT_NAME -> text(catalogue.eventName(event.type()));
      case DELIVERY_ID -> text(deliveryId.toString());
      case TIMESTAMP -> text(event.occurredAt().truncatedTo(ChronoUnit.MILLIS).toString());
      case ATTEMPT -> attempt == null ? null : IntNode.valueOf(attempt);
    };
  }

  private @Nullable JsonNode fallback(String name) {
    ClinicFacts clinic = event.clinic();
    return switch (name) {
      case "module_name" -> text(catalogue.module(event.type()));
      case "record_id" -> recordId();
      case "clinic_id" -> text(clinic.id().toString());
      case "clinic_name" -> text(clinic.name());
      case "clinic_email" -> text(clinic.email());
      case "clinic_contact_number" -> text(clinic.contactNumber());
      case "clinic_address" -> text(clinic.address());
      case "appointment_starts_at" -> moment("appointment_start_time");
      case "appointment_ends_at" -> moment("appointment_end_time");
      case "current_date" -> text(local().toLocalDate().toString());
      case "current_time" -> text(local().format(TIME));
      case "current_date_time" -> text(local().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
      default -> null;
    };
  }

  /**
   * Returns the moment of the appointment's date and a time of day, in its zone: clinic systems
   * such as KiviCare send these two, and templates want to write them in one way. Null if one of
   * them is missing or is none.
   */
  private @Nullable JsonNode moment(String timeOfDay) {
    JsonNode date = Values.walk(data(), List.of("appointment_date"));
    JsonNode time = Values.walk(data(), List.of(timeOfDay));
    if (date == null || time == null || !date.isString() || !time.isString()) {
      return null;
    }
    try {
      return text(
          LocalDate.parse(date.stringValue().strip())
              .atTime(LocalTime.parse(time.stringValue().strip()))
              .atZone(zone())
              .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    } catch (DateTimeException none) {
      return null;
    }
  }

  /** Returns the id of the event's record: its subject, or the id that its module defines. */
  private @Nullable JsonNode recordId() {
    String prefix = event.type().substring(0, Math.max(0, event.type().indexOf('.')));
    return event.subject() == null
        ? Values.walk(data(), List.of(prefix + "_id"))
        : text(event.subject());
  }

  private ZonedDateTime local() {
    return event.occurredAt().truncatedTo(ChronoUnit.SECONDS).atZone(event.clinic().timeZone());
  }

  private JsonNode data() {
    JsonNode parsed = data;
    if (parsed == null) {
      parsed = Values.parse(event.data());
      data = parsed;
    }
    return parsed;
  }

  private static @Nullable JsonNode text(@Nullable String value) {
    return value == null ? null : StringNode.valueOf(value);
  }
}
