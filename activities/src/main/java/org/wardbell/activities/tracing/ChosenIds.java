package org.wardbell.activities.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.sdk.trace.IdGenerator;
import org.jspecify.annotations.Nullable;

/** The source of ids: random, except for the first span of a trace whose ids are derived. */
final class ChosenIds implements IdGenerator {
  private static final ThreadLocal<@Nullable Origin> CHOSEN = new ThreadLocal<>();

  private final IdGenerator random = IdGenerator.random();

  /** Starts a span that has no parent under the ids of an origin. */
  Span start(Origin origin, SpanBuilder span) {
    CHOSEN.set(origin);
    try {
      return span.startSpan();
    } finally {
      CHOSEN.remove();
    }
  }

  @Override
  public String generateTraceId() {
    Origin origin = CHOSEN.get();
    return origin == null ? random.generateTraceId() : origin.traceId();
  }

  @Override
  public String generateSpanId() {
    Origin origin = CHOSEN.get();
    return origin == null ? random.generateSpanId() : origin.spanId();
  }
}
