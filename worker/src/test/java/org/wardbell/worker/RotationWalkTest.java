package org.wardbell.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.crypto.MasterKeyRotation;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.rotation.KeptRotation;
import org.wardbell.activities.rotation.RotationKind;
import org.wardbell.activities.rotation.RotationStore;
import org.wardbell.workflows.webhook.RetryPolicy;

/** A rotation of the master key over real everything, while events are delivered. */
final class RotationWalkTest extends WalkTest {
  @Test
  void masterKey_isRotatedByAWorker_andEventsOfBeforeAndAfterAreDelivered() throws Exception {
    Path file = Path.of("target", "test-keys", harness.clinic + ".json");
    harness.webhook("/hook/keys", RetryPolicy.STANDARD);
    harness.accept(3);
    await(() -> harness.receiver.requests("/hook/keys").size() == 3);
    String before = Files.readString(file);
    assertThat(new MasterKeyRotation(file).add()).isTrue();

    UUID job = begin();
    harness.worker.getBean(WorkflowStarts.class).startKeyRotation(job);
    harness.accept(3);

    await(() -> read(job).finishedAt() != null);
    assertThat(read(job).sealed()).isPositive();
    new MasterKeyRotation(file).removeOld();
    assertThat(Files.readString(file)).isNotEqualTo(before);
    harness.worker.close();
    harness.worker = harness.startWorker();
    harness.accept(3);
    await(() -> harness.receiver.requests("/hook/keys").size() == 9);
  }

  private RotationStore store() {
    return harness.worker.getBean(RotationStore.class);
  }

  private UUID begin() {
    store().prepare(null);
    return harness
        .dsl()
        .transactionResult(
            transaction ->
                store()
                    .begin(transaction.dsl(), RotationKind.MASTER, null, "key/test")
                    .orElseThrow()
                    .rotation()
                    .id());
  }

  private KeptRotation read(UUID job) {
    return store().find(harness.dsl(), job).orElseThrow();
  }
}
