package org.wardbell.activities.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.database.Ids;
import org.wardbell.simulator.collector.CollectorSimulator;
import org.wardbell.simulator.collector.CollectorSimulator.Behaviour;

class CollectorRefusalTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(Tracing.class);
  }

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    logger().detachAppender(log);
  }

  private Tracing start(String endpoint) {
    return Tracing.start(
        new TracingSettings(
            URI.create(endpoint), Map.of("x-key", "secret-word"), 1, "wardbell", "1"),
        registry);
  }

  /** Tells of one piece of work; the end of tracing waits for its export. */
  private void tell(Tracing tracing) {
    tracing.begin("POST", SpanKind.CLIENT, Origin.ofEvent(Ids.next())).close();
  }

  private List<String> warnings() {
    return log.list.stream()
        .filter(each -> each.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private List<String> warningsOf(String endpoint) {
    try (Tracing tracing = start(endpoint)) {
      tell(tracing);
    }
    return warnings();
  }

  @Test
  void collector_thatIsAtAnotherPath_isTold() throws IOException {
    try (CollectorSimulator collector = CollectorSimulator.start()) {
      assertThat(warningsOf(collector.url() + "/elsewhere"))
          .singleElement()
          .asString()
          .contains("it answered 404: WARDBELL_TRACING_ENDPOINT is not where")
          .doesNotContain("secret-word");
    }
  }

  @Test
  void warning_isToldOnceAMinute_andSoIsTheEnd() throws Exception {
    try (CollectorSimulator collector = CollectorSimulator.start()) {
      collector.behave(Behaviour.REFUSES);
      try (Tracing tracing = start(collector.url())) {
        for (int batch = 1; batch <= 3; batch++) {
          int asked = batch;
          tell(tracing);
          await(() -> collector.asked() >= asked);
        }
        collector.behave(Behaviour.TAKES);
        tell(tracing);
        await(() -> !collector.taken().isEmpty());
      }
      assertThat(warnings()).singleElement().asString().contains("it answered 400. They are lost");
      assertThat(log.list)
          .filteredOn(each -> each.getLevel() == Level.INFO)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsOnlyOnce("the collector takes spans again");
    }
  }

  private static void await(BooleanSupplier met) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!met.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(20);
    }
  }

  @Test
  void words_leadToWhatIsToBeMended() {
    assertThat(CollectorRefusal.of(null)).contains("in time");
    assertThat(CollectorRefusal.of(new IOException(new ConnectException()))).contains("refused");
    assertThat(CollectorRefusal.of(new IOException(new UnknownHostException("x"))))
        .contains("name");
    assertThat(CollectorRefusal.of(new SSLHandshakeException("PKIX"))).contains("TLS failed");
    assertThat(CollectorRefusal.of(new HttpTimeoutException("x"))).contains("in time");
    assertThat(CollectorRefusal.of(new IOException("secret"))).doesNotContain("secret");
  }
}
