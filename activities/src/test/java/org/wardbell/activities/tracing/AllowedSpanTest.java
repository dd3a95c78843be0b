package org.wardbell.activities.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that nothing leaves this process but what is listed, whoever wrote it into a span. */
class AllowedSpanTest {
  private static final String NAME = "Zephyrine";
  private static final SpanContext CALLER =
      SpanContext.createFromRemoteParent(
          "0af7651916cd43dd8448eb211c80319c",
          "b7ad6b7169203331",
          TraceFlags.getSampled(),
          TraceState.builder().put("patient", NAME).build());

  private static AllowedSpan span(String name, Attributes attributes) {
    var span =
        SdkTracerProvider.builder()
            .build()
            .get("test")
            .spanBuilder(name)
            .setSpanKind(SpanKind.CLIENT)
            .addLink(CALLER, Attributes.of(AttributeKey.stringKey("who"), NAME))
            .setAllAttributes(attributes)
            .startSpan();
    span.recordException(new IllegalStateException("Duplicate entry '" + NAME + "'"));
    span.addEvent(NAME);
    span.setStatus(StatusCode.ERROR, NAME + " is wrong");
    span.end();
    return new AllowedSpan(((ReadableSpan) span).toSpanData());
  }

  private static AllowedSpan withHost(String host) {
    return span("POST", Attributes.of(TraceAttributes.HOST, host));
  }

  @Test
  void span_withWordsEverywhere_losesThemAndKeepsTheRest() {
    AllowedSpan allowed =
        span(
            "POST",
            Attributes.builder()
                .put(TraceAttributes.OUTCOME, "FAILED")
                .put(TraceAttributes.STATUS, 503L)
                .put(TraceAttributes.ERROR, "the patient " + NAME)
                .put("url.full", "https://crm.example/" + NAME)
                .put("http.request.header.x-patient", NAME)
                .put("db.query.text", "select '" + NAME + "'")
                .build());

    assertThat(allowed.getName()).isEqualTo("POST");
    assertThat(allowed.getAttributes())
        .isEqualTo(Attributes.of(TraceAttributes.OUTCOME, "FAILED", TraceAttributes.STATUS, 503L));
    assertThat(allowed.getEvents()).isEmpty();
    assertThat(allowed.getTotalRecordedEvents()).isZero();
    assertThat(allowed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(allowed.getStatus().getDescription()).isEmpty();
    assertThat(allowed.getLinks())
        .singleElement()
        .satisfies(
            link -> {
              assertThat(link.getSpanContext().getTraceId()).isEqualTo(CALLER.getTraceId());
              assertThat(link.getSpanContext().getTraceState().isEmpty()).isTrue();
              assertThat(link.getAttributes().isEmpty()).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Anna Müller", "anna@clinic.example", "a?b=c", "Müller", "", "a%20b", "+49 30 1"})
  void value_thatLooksLikeNoIdOrHost_isLeftOut(String value) {
    assertThat(withHost(value).getAttributes().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"crm.example", "10.0.0.5", "[2001:db8::1]", "xn--mller-kva.example"})
  void host_isKept(String host) {
    assertThat(withHost(host).getAttributes().get(TraceAttributes.HOST)).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"accept event", "GET", "POST /api/v1/events/{id}", "_OTHER"})
  void name_thatIsListedOrARoute_isKept(String name) {
    assertThat(span(name, Attributes.empty()).getName()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {NAME, "GET /api/v1/events?subject=" + NAME, "ZEPHYRINE", "GET " + NAME})
  void name_ofAnotherKind_isLeftOut(String name) {
    assertThat(span(name, Attributes.empty()).getName()).isEqualTo("unknown");
  }

  @Test
  void attributes_thatAreDeclared_areAllAllowed() {
    assertThat(TraceAttributes.class.getFields())
        .filteredOn(field -> field.getType().equals(AttributeKey.class))
        .hasSameSizeAs(TraceAttributes.ALL);
  }
}
