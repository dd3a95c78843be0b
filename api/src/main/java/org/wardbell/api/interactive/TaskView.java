package org.wardbell.api.interactive;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.interactive.KeptTask;
import org.wardbell.activities.interactive.TaskState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A task as it is shown. */
@Schema(name = "Task")
record TaskView(
    UUID id,
    @Schema(description = "What is done.", example = "webhook.test") String kind,
    @Nullable UUID webhookId,
    @Schema(
            description =
                "WAITING and RUNNING: ask again. DONE: see result. FAILED: the worker failed or died. GIVEN_UP: no worker began in time.")
        TaskState status,
    Instant createdAt,
    @Schema(
            description = "Once it is DONE: what the request would have answered.",
            types = "object")
        @Nullable JsonNode result) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static TaskView of(KeptTask task) {
    return new TaskView(
        task.id(),
        task.kind(),
        task.webhookId(),
        task.state(),
        task.createdAt(),
        task.result() == null ? null : JSON.readTree(task.result()));
  }

  /** Hides the result, which may show patient data. */
  @Override
  public String toString() {
    return "TaskView[" + id + "]";
  }
}
