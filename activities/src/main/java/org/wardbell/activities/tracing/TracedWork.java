package org.wardbell.activities.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.log.LoggedTrace;

/**
 * A piece of work under way, as a span. Until it is closed, on the same thread, lines of the log
 * have its ids, and spans that are begun are its children.
 */
public final class TracedWork implements AutoCloseable {
  /** Work of which nothing is told. */
  public static final TracedWork NONE = new TracedWork();

  private final Span span;
  private final @Nullable Scope scope;
  private final @Nullable LoggedTrace outer;

  private TracedWork() {
    this.span = Span.getInvalid();
    this.scope = null;
    this.outer = null;
  }

  TracedWork(Span span, Scope scope) {
    this.span = span;
    this.scope = scope;
    this.outer = LoggedTrace.current();
    SpanContext context = span.getSpanContext();
    LoggedTrace.set(new LoggedTrace(context.getTraceId(), context.getSpanId()));
  }

  /** Returns whether anything is told of it, so that it is worth asking what. */
  public boolean isTold() {
    return span.isRecording();
  }

  /** Adds an attribute. */
  public TracedWork with(AttributeKey<String> key, @Nullable String value) {
    if (value != null) {
      span.setAttribute(key, value);
    }
    return this;
  }

  /** Adds an id. */
  public TracedWork with(AttributeKey<String> key, @Nullable UUID id) {
    return id != null && span.isRecording() ? with(key, id.toString()) : this;
  }

  /** Adds a number. */
  public TracedWork with(AttributeKey<Long> key, long number) {
    if (span.isRecording()) {
      span.setAttribute(key, number);
    }
    return this;
  }

  /** Adds a number that may not be known. */
  public TracedWork with(AttributeKey<Long> key, @Nullable Integer number) {
    return number == null ? this : with(key, number.longValue());
  }

  void link(SpanContext other) {
    span.addLink(other);
  }

  /** Changes its name, once that is known. */
  public TracedWork named(String name) {
    span.updateName(name);
    return this;
  }

  /**
   * Says that it failed.
   *
   * @param type a code, or the name of a class; not a message
   */
  public TracedWork failed(String type) {
    span.setStatus(StatusCode.ERROR);
    return with(TraceAttributes.ERROR, type);
  }

  /** Ends its time now; lines of the log have its ids until it is closed. */
  public void ended() {
    span.end();
  }

  @Override
  public void close() {
    if (scope != null) {
      scope.close();
      span.end();
      LoggedTrace.set(outer);
    }
  }
}
