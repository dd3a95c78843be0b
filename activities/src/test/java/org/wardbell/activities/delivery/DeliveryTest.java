package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.wardbell.activities.database.OneConnection;
import org.wardbell.activities.database.generated.tables.records.WebhookStateRecord;

/** One database per class; and after each test nothing is forgotten (rule 3). */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeliveryTest {
  DeliveryHarness harness;

  @BeforeAll
  void open() throws Exception {
    harness = new DeliveryHarness();
  }

  @AfterAll
  void close() {
    harness.close();
  }

  @AfterEach
  void nothingIsForgotten() {
    assertThat(OneConnection.takeRefused()).as("asked for two connections").isEmpty();
    assertThat(harness.overdue.count()).as("open deliveries that nobody will move").isZero();
    harness.clear();
  }

  /** Returns the row that says how a webhook is doing. */
  WebhookStateRecord state(UUID webhook) {
    return harness
        .dsl()
        .selectFrom(WEBHOOK_STATE)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .fetchSingle();
  }
}
