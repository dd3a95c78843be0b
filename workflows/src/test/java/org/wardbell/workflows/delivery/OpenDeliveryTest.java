package org.wardbell.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.converter.DefaultDataConverter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OpenDeliveryTest {
  @Test
  void summary_namesTheWebhookAndWhatHappenedLast() {
    assertThat(new OpenDelivery("d", "w", 30, "Patient CRM", "http_503").summary())
        .isEqualTo("Patient CRM, after http_503");
    assertThat(new OpenDelivery("d", "w", 30, "Patient CRM", null).summary())
        .isEqualTo("Patient CRM");
  }

  @Test
  void summary_ofWhatAnOlderVersionWrote_namesTheWebhooksId() {
    var older =
        DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
            DefaultDataConverter.STANDARD_INSTANCE
                .toPayload(
                    java.util.Map.of("deliveryId", "d", "webhookId", "w", "timeoutSeconds", 9))
                .orElseThrow(),
            OpenDelivery.class,
            OpenDelivery.class);

    assertThat(older.summary()).isEqualTo("webhook/w");
  }

  @Test
  void summary_ofALongName_staysBelowTemporalsLimit() {
    String summary = new OpenDelivery("d", "w", 30, "🩺".repeat(120), "x".repeat(60)).summary();

    assertThat(summary.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(400);
    assertThat(summary).startsWith("🩺".repeat(60) + "…, after x");
  }
}
