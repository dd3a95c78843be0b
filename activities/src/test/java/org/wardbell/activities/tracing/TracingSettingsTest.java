package org.wardbell.activities.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Tests what an operator writes to have traces. */
class TracingSettingsTest {
  private static TracingSettings settings(String name, String value) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("wardbell.tracing.endpoint", "http://127.0.0.1:4318");
    properties.put("wardbell.tracing." + name, value);
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("operator", properties));
    return TracingSettings.of(environment);
  }

  @Test
  void endpoint_thatIsMissingOrBlank_isNone() {
    assertThat(TracingSettings.of(new StandardEnvironment()).endpoint()).isNull();
    assertThat(settings("endpoint", " ").endpoint()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "http://collector:4318, http://collector:4318/v1/traces",
    "https://collector.example/otlp/, https://collector.example/otlp/v1/traces"
  })
  void endpoint_isTheBaseOfTheAddress(String endpoint, String address) {
    assertThat(settings("endpoint", endpoint).address()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "collector:4318",
        "grpc://collector:4317",
        "http://",
        "http://u:secret@h",
        "http:// h"
      })
  void endpoint_thatIsNone_isRefusedWithASentence(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings("endpoint", endpoint))
        .withMessageContaining("WARDBELL_TRACING_ENDPOINT")
        .withMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "-0.1", "many", "NaN"})
  void ratio_thatIsNone_isRefused(String ratio) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings("ratio", ratio))
        .withMessageContaining("from 0 to 1");
  }

  @Test
  void headers_asOtlpWritesThem_areRead() {
    assertThat(settings("headers", "authorization=Basic%20YQ==, x-scope = a+b").headers())
        .isEqualTo(Map.of("authorization", "Basic YQ==", "x-scope", "a+b"));
    assertThat(settings("headers", "").headers()).isEmpty();
    assertThat(settings("headers", "authorization=secret").toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "=secret", "a=b,secret", "two words=secret", "a=%secret"})
  void headers_thatAreNone_areRefusedWithoutTheirText(String headers) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings("headers", headers))
        .withMessageContaining("WARDBELL_TRACING_HEADERS")
        .withMessageNotContaining("secret");
  }
}
