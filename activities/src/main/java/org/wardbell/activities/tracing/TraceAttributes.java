package org.wardbell.activities.tracing;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Set;

/**
 * The attributes that leave this process, and no others. Those without our prefix are named by
 * OpenTelemetry's semantic conventions. What the conventions want and may tell of a patient is left
 * out: a URL, its path and its query, headers, messages of exceptions.
 */
public final class TraceAttributes {
  public static final AttributeKey<String> CLINIC = stringKey("wardbell.clinic.id");
  public static final AttributeKey<String> EVENT = stringKey("wardbell.event.id");
  public static final AttributeKey<Long> DELIVERIES = longKey("wardbell.deliveries");
  public static final AttributeKey<String> WEBHOOK = stringKey("wardbell.webhook.id");
  public static final AttributeKey<String> DELIVERY = stringKey("wardbell.delivery.id");

  /** The attempt's number, from 1; the convention's count of resends is one less. */
  public static final AttributeKey<Long> ATTEMPT = longKey("wardbell.attempt");

  public static final AttributeKey<String> LANE = stringKey("wardbell.attempt.lane");
  public static final AttributeKey<String> OUTCOME = stringKey("wardbell.attempt.outcome");

  /** The delivery's final status, or {@code RETRY}. */
  public static final AttributeKey<String> NEXT = stringKey("wardbell.attempt.next");

  public static final AttributeKey<Long> RETRY_SECONDS = longKey("wardbell.attempt.retry_seconds");
  public static final AttributeKey<Long> DNS = longKey("wardbell.attempt.dns_micros");
  public static final AttributeKey<Long> CONNECT = longKey("wardbell.attempt.connect_micros");
  public static final AttributeKey<Long> TLS = longKey("wardbell.attempt.tls_micros");
  public static final AttributeKey<Long> REQUEST = longKey("wardbell.attempt.request_micros");
  public static final AttributeKey<Long> FIRST_BYTE = longKey("wardbell.attempt.first_byte_micros");

  public static final AttributeKey<String> CALENDAR = stringKey("wardbell.calendar.id");
  public static final AttributeKey<String> DOCTOR = stringKey("wardbell.doctor.id");

  /** How many pushes of the calendar had been counted. */
  public static final AttributeKey<Long> PUSHES = longKey("wardbell.calendar.pushes");

  /** Events that tell of what was applied. */
  public static final AttributeKey<Long> CHANGES = longKey("wardbell.calendar.changes");

  public static final AttributeKey<String> METHOD = stringKey("http.request.method");
  public static final AttributeKey<Long> RESENDS = longKey("http.request.resend_count");
  public static final AttributeKey<Long> STATUS = longKey("http.response.status_code");

  /** The pattern of the path, with the names of its variables and not their values. */
  public static final AttributeKey<String> ROUTE = stringKey("http.route");

  /** The host of a request that goes out; that of one that comes in is whatever a client wrote. */
  public static final AttributeKey<String> HOST = stringKey("server.address");

  /** A code of ours, a status, or the class of an exception; never a message. */
  public static final AttributeKey<String> ERROR = stringKey("error.type");

  /** All of them. */
  public static final Set<AttributeKey<?>> ALL =
      Set.of(
          CLINIC,
          EVENT,
          DELIVERIES,
          WEBHOOK,
          DELIVERY,
          ATTEMPT,
          LANE,
          OUTCOME,
          NEXT,
          RETRY_SECONDS,
          DNS,
          CONNECT,
          TLS,
          REQUEST,
          FIRST_BYTE,
          CALENDAR,
          DOCTOR,
          PUSHES,
          CHANGES,
          METHOD,
          RESENDS,
          STATUS,
          ROUTE,
          HOST,
          ERROR);

  private TraceAttributes() {}
}
