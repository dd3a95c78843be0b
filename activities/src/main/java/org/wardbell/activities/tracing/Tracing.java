package org.wardbell.activities.tracing;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer of traces, by OpenTelemetry's SDK. Off, it makes no spans. On, spans go to a collector
 * behind everybody's back: nothing waits for it, and nothing fails with it.
 */
public final class Tracing implements AutoCloseable {
  /** The one that traces nothing. */
  public static final Tracing OFF = new Tracing(null, new ChosenIds(), new IdRatio(0));

  private static final Logger log = LoggerFactory.getLogger(Tracing.class);

  /** Where the context of a thread keeps it, for work that is a part of other work. */
  private static final ContextKey<Tracing> CURRENT = ContextKey.named("wardbell-tracing");

  /** One request to the collector; it is near, or behind a proxy that is. */
  private static final Duration REQUEST = Duration.ofSeconds(5);

  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** What a stop waits for the last spans to get away, in seconds; the rest is lost. */
  private static final long STOP = 3;

  private final @Nullable SdkTracerProvider provider;
  private final Tracer tracer;
  private final ChosenIds ids;
  private final IdRatio ratio;

  private Tracing(@Nullable SdkTracerProvider provider, ChosenIds ids, IdRatio ratio) {
    this.provider = provider;
    this.tracer = (provider == null ? TracerProvider.noop() : provider).get("org.wardbell");
    this.ids = ids;
    this.ratio = ratio;
  }

  static Tracing start(TracingSettings settings, MeterRegistry registry) {
    if (settings.endpoint() == null) {
      BoundedExport.registerUnused(registry);
      return OFF;
    }
    log.info("traces go to {}, {} of them", settings.endpoint().getAuthority(), settings.ratio());
    ChosenIds ids = new ChosenIds();
    IdRatio ratio = new IdRatio(settings.ratio());
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(resource(settings))
            .setIdGenerator(ids)
            .setSampler(Sampler.parentBased(ratio))
            .addSpanProcessor(new BoundedExport(exporter(settings), registry))
            .build();
    return new Tracing(provider, ids, ratio);
  }

  private static Resource resource(TracingSettings settings) {
    return Resource.getDefault()
        .merge(
            Resource.create(
                Attributes.of(
                    AttributeKey.stringKey("service.name"),
                    settings.service(),
                    AttributeKey.stringKey("service.version"),
                    settings.version(),
                    AttributeKey.stringKey("service.instance.id"),
                    UUID.randomUUID().toString())));
  }

  private static SpanExporter exporter(TracingSettings settings) {
    var exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.address())
            .setTimeout(REQUEST)
            .setConnectTimeout(CONNECT);
    settings.headers().forEach(exporter::addHeader);
    return exporter.build();
  }

  /** Returns whether anything is traced. */
  public boolean isOn() {
    return provider != null;
  }

  /**
   * Begins work that answers a request, in the trace of its caller if it has one.
   *
   * @param header returns a header of the request, or null
   */
  public TracedWork serve(String name, Function<String, @Nullable String> header) {
    return isOn()
        ? begin(tracer.spanBuilder(name).setParent(TraceParent.read(header)), SpanKind.SERVER)
        : TracedWork.NONE;
  }

  /** Begins work in a trace of its own. */
  public TracedWork begin(String name, SpanKind kind) {
    return isOn() ? begin(tracer.spanBuilder(name).setNoParent(), kind) : TracedWork.NONE;
  }

  /** Begins work that belongs to an event or a push, whenever and wherever that was taken. */
  public TracedWork begin(String name, SpanKind kind, Origin origin) {
    return isOn()
        ? begin(tracer.spanBuilder(name).setParent(parent(origin)), kind)
        : TracedWork.NONE;
  }

  /** Begins work that is a part of what this thread is doing, if that is traced. */
  public static TracedWork part(String name, SpanKind kind) {
    Tracing current = Context.current().get(CURRENT);
    return current == null
        ? TracedWork.NONE
        : current.begin(current.tracer.spanBuilder(name), kind);
  }

  @SuppressWarnings("MustBeClosedChecker") // Closed with the work that holds it.
  private TracedWork begin(SpanBuilder builder, SpanKind kind) {
    Span span = builder.setSpanKind(kind).startSpan();
    return new TracedWork(span, Context.current().with(span).with(CURRENT, this).makeCurrent());
  }

  /** Makes work refer to an event or a push that it also belongs to. */
  public void link(TracedWork work, Origin origin) {
    work.link(context(origin));
  }

  private Context parent(Origin origin) {
    return Context.root().with(Span.wrap(context(origin)));
  }

  private SpanContext context(Origin origin) {
    return origin.context(ratio.chooses(origin.traceId()));
  }

  /**
   * Tells that an event was accepted: the first span of its trace.
   *
   * @param began when the work began that ended with its commit
   */
  public void accepted(UUID eventId, UUID clinicId, Instant began) {
    if (isOn()) {
      origin(
          Origin.ofEvent(eventId),
          tracer
              .spanBuilder(SpanName.ACCEPT.text())
              .setSpanKind(SpanKind.PRODUCER)
              .setStartTimestamp(began)
              .setAttribute(TraceAttributes.EVENT, eventId.toString())
              .setAttribute(TraceAttributes.CLINIC, clinicId.toString()));
    }
  }

  /**
   * Tells that an event's webhooks were found.
   *
   * @param began when the transaction began, which others may have shared
   * @param deliveries how many there are
   */
  public void dispatched(UUID eventId, UUID clinicId, Instant began, long deliveries) {
    if (isOn()) {
      tracer
          .spanBuilder(SpanName.DISPATCH.text())
          .setParent(parent(Origin.ofEvent(eventId)))
          .setSpanKind(SpanKind.CONSUMER)
          .setStartTimestamp(began)
          .setAttribute(TraceAttributes.EVENT, eventId.toString())
          .setAttribute(TraceAttributes.CLINIC, clinicId.toString())
          .setAttribute(TraceAttributes.DELIVERIES, deliveries)
          .startSpan()
          .end();
    }
  }

  /**
   * Tells that pushes of a calendar were counted: the first span of a trace.
   *
   * @param number how many there are by now
   */
  public void pushed(UUID calendarId, long number) {
    if (isOn()) {
      origin(
          Origin.ofPush(calendarId, number),
          tracer
              .spanBuilder(SpanName.PUSH.text())
              .setSpanKind(SpanKind.PRODUCER)
              .setAttribute(TraceAttributes.CALENDAR, calendarId.toString())
              .setAttribute(TraceAttributes.PUSHES, number));
    }
  }

  /** Writes the first span of a trace. It and what this thread is doing refer to each other. */
  private void origin(Origin origin, SpanBuilder builder) {
    Span current = Span.current();
    builder.setNoParent();
    if (current.getSpanContext().isValid()) {
      builder.addLink(current.getSpanContext());
      current.addLink(context(origin));
    }
    ids.start(origin, builder).end();
  }

  /** Sends what has ended, for a few seconds at most. */
  @Override
  public void close() {
    if (provider != null && !provider.shutdown().join(STOP, TimeUnit.SECONDS).isDone()) {
      log.info("the collector did not take the last spans");
    }
  }
}
