package org.wardbell.activities.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code traceparent} of W3C's Trace Context. Its companion {@code tracestate}, where
 * callers may write what they like, is not read.
 */
final class TraceParent {
  private static final String HEADER = "traceparent";

  private static final TextMapGetter<Function<String, @Nullable String>> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Function<String, @Nullable String> headers) {
          return List.of(HEADER);
        }

        @Override
        public @Nullable String get(
            @Nullable Function<String, @Nullable String> headers, String name) {
          return headers != null && name.equals(HEADER) ? headers.apply(HEADER) : null;
        }
      };

  private TraceParent() {}

  /** Returns the context that a request's caller named, or none. */
  static Context read(Function<String, @Nullable String> header) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), header, GETTER);
  }
}
