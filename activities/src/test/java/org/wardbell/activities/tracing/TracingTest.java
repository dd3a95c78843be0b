package org.wardbell.activities.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;
import org.wardbell.activities.database.Ids;
import org.wardbell.simulator.collector.CollectorSimulator;
import org.wardbell.simulator.collector.CollectorSimulator.Behaviour;

/** Tests that nobody waits for a collector, whatever it does, and that ids get into logs. */
class TracingTest {
  /** Less than one request to a collector may take; telling 20,000 times takes a fraction of it. */
  private static final Duration AT_ONCE = Duration.ofSeconds(4);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private Tracing start(String endpoint) {
    return Tracing.start(
        new TracingSettings(URI.create(endpoint), Map.of("x-key", "k"), 1, "wardbell", "1"),
        registry);
  }

  private double spans(String result) {
    return registry.get("wardbell.trace.spans").tag("result", result).counter().count();
  }

  private static void tell(Tracing tracing, int events) {
    UUID clinic = Ids.next();
    for (int i = 0; i < events; i++) {
      tracing.accepted(Ids.next(), clinic, Instant.now());
    }
  }

  private void await(String what, java.util.function.BooleanSupplier isSo)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isSo.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  @Test
  void collector_thatIsThere_getsAllWithItsHeader() throws Exception {
    try (CollectorSimulator collector = CollectorSimulator.start()) {
      try (Tracing tracing = start(collector.url())) {
        tell(tracing, 1_000);
        await("all of them", () -> spans("exported") == 1_000);
      }
      assertThat(collector.taken())
          .isNotEmpty()
          .allMatch(request -> "k".equals(request.header("x-key")));
      assertThat(spans("failed") + spans("dropped")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"REFUSES", "HANGS"})
  void collector_thatRefusesOrHangs_holdsUpNobody_andWhatIsLostIsCounted(Behaviour behaviour)
      throws Exception {
    try (CollectorSimulator collector = CollectorSimulator.start()) {
      collector.behave(behaviour);
      lose(collector.url());
      assertThat(collector.asked()).isPositive();
    }
  }

  @Test
  void collector_thatIsAway_holdsUpNobody_andWhatIsLostIsCounted() throws Exception {
    String nobody;
    try (CollectorSimulator collector = CollectorSimulator.start()) {
      nobody = collector.url();
    }
    lose(nobody);
  }

  private void lose(String endpoint) throws InterruptedException {
    int events = 2 * BoundedExport.LIMIT + 4_000;
    long began;
    try (Tracing tracing = start(endpoint)) {
      began = System.nanoTime();
      tell(tracing, events);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
      assertThat(spans("dropped") + spans("failed")).isPositive();
      await("a batch that failed", () -> spans("failed") > 0);
      began = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    assertThat(spans("exported")).isZero();
    assertThat(spans("dropped") + spans("failed")).isLessThanOrEqualTo(events);
  }

  @Test
  void work_hasItsIdsInTheLogUntilItEnds_andThenThoseOfTheWorkAround() throws IOException {
    try (CollectorSimulator collector = CollectorSimulator.start();
        Tracing tracing = start(collector.url())) {
      UUID event = Ids.next();
      String trace = event.toString().replace("-", "");
      try (TracedWork _ = tracing.begin("POST", SpanKind.CLIENT, Origin.ofEvent(event))) {
        String span = MDC.get("span_id");
        assertThat(MDC.get("trace_id")).isEqualTo(trace);
        try (TracedWork _ = Tracing.part(SpanName.APPLY.text(), SpanKind.INTERNAL)) {
          assertThat(MDC.get("trace_id")).isEqualTo(trace);
          assertThat(MDC.get("span_id")).isNotEqualTo(span);
        }
        assertThat(MDC.get("span_id")).isEqualTo(span);
      }
      assertThat(MDC.get("trace_id")).isNull();
      assertThat(MDC.get("span_id")).isNull();
    }
  }

  @Test
  void off_nothingIsBegun_andTheCountersStayAtZero() {
    Tracing off = Tracing.start(new TracingSettings(null, Map.of(), 1, "wardbell", "1"), registry);

    assertThat(off).isSameAs(Tracing.OFF);
    assertThat(off.begin("POST", SpanKind.CLIENT)).isSameAs(TracedWork.NONE);
    assertThat(off.begin("POST", SpanKind.CLIENT, Origin.ofEvent(Ids.next())))
        .isSameAs(TracedWork.NONE);
    assertThat(off.serve("POST", _ -> null)).isSameAs(TracedWork.NONE);
    assertThat(Tracing.part(SpanName.APPLY.text(), SpanKind.INTERNAL)).isSameAs(TracedWork.NONE);
    assertThat(MDC.get("trace_id")).isNull();
    assertThat(spans("exported") + spans("failed") + spans("dropped")).isZero();
  }
}
