package org.wardbell.activities.tracing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bounded way of ended spans to the collector, and the only one. Nobody waits for it: what
 * finds no room is dropped, and counted. The bound stands before the SDK's own queue, because what
 * that drops is told to nobody.
 */
final class BoundedExport implements SpanProcessor {
  /** Spans that wait or are under way, of some 1 KiB each. */
  static final int LIMIT = 8_192;

  /** Spans of one request to the collector: the SDK's default. */
  private static final int BATCH = 512;

  /** Whoever looks for what has just happened need not wait for long. */
  private static final Duration DELAY = Duration.ofSeconds(1);

  /** One request with all its repetitions; meanwhile others wait, or are dropped. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** A collector that is away for a day is told of, and does not fill the log. */
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(Tracing.class);

  private final SpanProcessor queue;
  private final AtomicBoolean warned = new AtomicBoolean();
  private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());
  private final AtomicInteger waiting = new AtomicInteger();
  private final Counter exported;
  private final Counter failed;
  private final Counter dropped;

  BoundedExport(SpanExporter exporter, MeterRegistry registry) {
    this.exported = counter(registry, "exported");
    this.failed = counter(registry, "failed");
    this.dropped = counter(registry, "dropped");
    this.queue =
        BatchSpanProcessor.builder(new Allowed(exporter))
            .setMaxQueueSize(LIMIT)
            .setMaxExportBatchSize(BATCH)
            .setScheduleDelay(DELAY)
            .setExporterTimeout(PATIENCE)
            .build();
  }

  /** Registers the same counters in a process that traces nothing: they stay at 0. */
  static void registerUnused(MeterRegistry registry) {
    var _ = counter(registry, "exported");
    var _ = counter(registry, "failed");
    var _ = counter(registry, "dropped");
  }

  private static Counter counter(MeterRegistry registry, String result) {
    return Counter.builder("wardbell.trace.spans")
        .description("Spans that ended in this process, by what became of them")
        .tag("result", result)
        .register(registry);
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (!span.getSpanContext().isSampled()) {
      return;
    }
    if (waiting.incrementAndGet() > LIMIT) {
      waiting.decrementAndGet();
      dropped.increment();
      return;
    }
    queue.onEnd(span);
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return queue.forceFlush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return queue.shutdown();
  }

  /** The exporter behind the list of what is allowed. */
  private final class Allowed implements SpanExporter {
    private final SpanExporter exporter;

    private Allowed(SpanExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      int size = spans.size();
      CompletableResultCode result;
      try {
        result = exporter.export(spans.stream().<SpanData>map(AllowedSpan::new).toList());
      } catch (RuntimeException refused) {
        result = CompletableResultCode.ofFailure();
      }
      CompletableResultCode told = result;
      return told.whenComplete(
          () -> {
            waiting.addAndGet(-size);
            (told.isSuccess() ? exported : failed).increment(size);
            say(told);
          });
    }

    /** Says why the collector takes nothing, and once that it does again. */
    private void say(CompletableResultCode told) {
      boolean success = told.isSuccess();
      long now = System.nanoTime();
      long earliest = nextWarning.get();
      if (success && warned.compareAndSet(true, false)) {
        log.info("the collector takes spans again");
      } else if (!success
          && now - earliest >= 0
          && nextWarning.compareAndSet(earliest, now + BETWEEN_WARNINGS.toNanos())) {
        warned.set(true);
        log.warn(
            "the collector takes no spans: {}. They are lost until it does",
            CollectorRefusal.of(told.getFailureThrowable()));
      }
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
