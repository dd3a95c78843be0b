package org.wardbell.activities.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A span as it leaves this process. Whatever a library or a mistake of ours has written into it:
 * only names and attributes that are listed come through, and values that look like an id, a host,
 * a number or a code; no events, which hold the messages of exceptions, no description of a status,
 * no state that a caller sent along.
 */
final class AllowedSpan extends DelegatingSpanData {
  /** A name that is not listed, so that the span is still there. */
  private static final String UNKNOWN = "unknown";

  /** No blank, no letter that is not ASCII, no sign of a URL's query or of an address of mail. */
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._:/{}*\\[\\]-]{1,253}");

  /** A request that came in has its route behind the method. */
  private static final Pattern REQUEST =
      Pattern.compile(
          "(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|_OTHER)( /[A-Za-z0-9/_.{}*-]{0,200})?");

  AllowedSpan(SpanData span) {
    super(span);
  }

  @Override
  public String getName() {
    String name = super.getName();
    return SpanName.ALL.contains(name) || REQUEST.matcher(name).matches() ? name : UNKNOWN;
  }

  @Override
  public Attributes getAttributes() {
    AttributesBuilder allowed = Attributes.builder();
    super.getAttributes()
        .forEach(
            (key, value) -> {
              if (TraceAttributes.ALL.contains(key)) {
                put(allowed, key.getKey(), value);
              }
            });
    return allowed.build();
  }

  private static void put(AttributesBuilder allowed, String key, Object value) {
    if (value instanceof Long number) {
      allowed.put(key, number);
    } else if (value instanceof String text && VALUE.matcher(text).matches()) {
      allowed.put(key, text);
    }
  }

  @Override
  public List<EventData> getEvents() {
    return List.of();
  }

  @Override
  public int getTotalRecordedEvents() {
    return 0;
  }

  @Override
  public List<LinkData> getLinks() {
    return super.getLinks().stream()
        .map(link -> LinkData.create(withoutState(link.getSpanContext())))
        .toList();
  }

  @Override
  public StatusData getStatus() {
    return StatusData.create(super.getStatus().getStatusCode(), "");
  }

  @Override
  public SpanContext getSpanContext() {
    return withoutState(super.getSpanContext());
  }

  @Override
  public SpanContext getParentSpanContext() {
    return withoutState(super.getParentSpanContext());
  }

  private static SpanContext withoutState(SpanContext context) {
    return context.getTraceState().isEmpty()
        ? context
        : SpanContext.create(
            context.getTraceId(),
            context.getSpanId(),
            context.getTraceFlags(),
            TraceState.getDefault());
  }
}
