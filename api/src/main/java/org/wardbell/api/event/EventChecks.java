package org.wardbell.api.event;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.event.EventSchemas;
import org.wardbell.activities.event.KeptEventType;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.event.NewEvent.Poster;
import org.wardbell.activities.expression.ExpressionOverload;
import org.wardbell.api.access.Caller;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.RequestLimits;
import org.wardbell.workflows.event.NearNames;

/** The checks of a posted event. */
@Component
final class EventChecks {
  /** Who reads them has to be able to believe them. */
  private static final List<String> OWN_MODULES = List.of("webhook.", "delivery.");

  private static final String SOURCE = "api";
  private static final int MAXIMUM_TYPE = 120;
  private static final int MAXIMUM_SUBJECT = 255;
  private static final int MAXIMUM_KEY = 255;

  /** A quote or a backslash inside a quoted string. */
  private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\])");

  private final ClinicCatalogues catalogues;
  private final RequestedClinic clinics;

  EventChecks(ClinicCatalogues catalogues, RequestedClinic clinics) {
    this.catalogues = catalogues;
    this.clinics = clinics;
  }

  /**
   * Returns the event to keep. The result is only good if {@code checks} stays clean.
   *
   * @param header the Idempotency-Key header, or null
   */
  NewEvent check(EventDraft draft, @Nullable String header, Caller caller, FieldChecks checks) {
    String path = draft.path();
    UUID clinic = clinics.of(caller, draft.clinic(), path + "clinic", checks);
    String type = type(draft, clinic, checks);
    String subject = checks.optionalText(path + "subject", draft.subject(), MAXIMUM_SUBJECT);
    Instant occurredAt = checks.optionalTime(path + "occurred_at", draft.occurredAt());
    String key = key(draft, header, checks);
    byte[] data = data(draft, checks);
    catalogues.own(clinic, type).ifPresent(own -> requireFit(clinic, own, path, data, checks));
    return new NewEvent(
        clinic,
        type,
        subject,
        SOURCE,
        key,
        occurredAt,
        data,
        new Poster(caller.id(), caller.isPerson()));
  }

  private String type(EventDraft draft, UUID clinic, FieldChecks checks) {
    String field = draft.path() + "type";
    String sent = draft.type();
    if (sent == null || sent.isEmpty()) {
      checks.add(field, "is missing", "Name the kind of event, such as appointment.booked.");
      return "";
    }
    if (sent.length() > MAXIMUM_TYPE) {
      checks.add(field, "is longer than any type's name", "Use a type of the catalogue.");
      return "";
    }
    String canonical = catalogues.canonical(clinic, sent);
    if (canonical == null) {
      checks.add(
          field,
          "is not a type of the catalogue",
          NearNames.question(
              catalogues.of(clinic).near(sent),
              "Use a type such as appointment.booked (GET /api/v1/event-types lists them)."));
      return "";
    }
    if (OWN_MODULES.stream().anyMatch(canonical::startsWith)) {
      checks.add(
          field,
          "is an event that Wardbell alone tells of",
          "Send it to a webhook with POST /api/v1/webhooks/{id}/test, to try what it does.");
      return "";
    }
    return canonical;
  }

  private static void requireFit(
      UUID clinic, KeptEventType own, String path, byte[] data, FieldChecks checks) {
    if (!checks.isClean()) {
      return;
    }
    try {
      for (EventSchemas.Misfit misfit : EventSchemas.misfits(clinic, own, data)) {
        checks.add(
            path + (misfit.path().isEmpty() ? "data" : "data." + misfit.path()),
            misfit.message(),
            "Send what the schema of " + own.definition().type() + " asks for.");
      }
    } catch (ExpressionOverload overload) {
      if (!overload.isSlow()) {
        throw overload;
      }
      checks.add(
          path + "data",
          "takes more than half a second to check against its schema",
          "Send less data, or simplify the schema of " + own.definition().type() + ".");
    }
  }

  private static @Nullable String key(
      EventDraft draft, @Nullable String written, FieldChecks checks) {
    String id = draft.id();
    String header = written == null ? null : unquoted(written);
    if (id != null && !isKey(id)) {
      checks.add(
          draft.path() + "id",
          "is not 1-255 visible ASCII characters",
          "Send your own id of the event, without spaces.");
    }
    if (header != null && !isKey(header)) {
      checks.add(
          "Idempotency-Key",
          "is not 1-255 visible ASCII characters",
          "Send your own id of the event, without spaces.");
    }
    if (id != null && header != null && !Objects.equals(id, header)) {
      checks.add(
          "Idempotency-Key",
          "differs from id in the body",
          "Both mean the same: send one, or send them equal.");
    }
    return id == null ? header : id;
  }

  /**
   * Returns the key of a header. The draft of the IETF (httpapi-idempotency-key-header, section
   * 2.1) writes it as a quoted string of RFC 9651, most clients write it bare; both name the same
   * key.
   */
  private static String unquoted(String header) {
    return header.length() >= 2 && header.startsWith("\"") && header.endsWith("\"")
        ? ESCAPED.matcher(header.substring(1, header.length() - 1)).replaceAll("$1")
        : header;
  }

  private static boolean isKey(String key) {
    return !key.isEmpty()
        && key.length() <= MAXIMUM_KEY
        && key.chars().allMatch(c -> c > ' ' && c <= '~');
  }

  private static byte[] data(EventDraft draft, FieldChecks checks) {
    byte[] data = draft.data();
    if (data == null) {
      checks.add(
          draft.path() + "data",
          "is missing",
          "Send a JSON object; {} if there is nothing to say.");
      return new byte[0];
    }
    if (data.length > RequestLimits.MAXIMUM_BODY_BYTES) {
      checks.add(
          draft.path() + "data",
          "is larger than " + RequestLimits.MAXIMUM_BODY_BYTES / 1024 + " KiB",
          "Send less, or put large documents elsewhere and link them.");
    }
    return data;
  }
}
