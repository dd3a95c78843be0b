package org.wardbell.api.interactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.INTERACTIVE_TASK;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.interactive.InteractiveStore;
import org.wardbell.activities.interactive.TaskState;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * Tasks while no worker runs and Temporal is away: the caller's answer, and the rows left behind.
 */
@Tag("servers")
class InteractiveTasksTest {
  private final InteractiveTasks tasks = ApiServer.shared().bean(InteractiveTasks.class);
  private final InteractiveStore store = ApiServer.shared().bean(InteractiveStore.class);

  @Test
  void task_temporalAway_isGivenUpAndSaysNoWorker() {
    UUID clinic = UUID.fromString(Clinics.make());

    assertThatThrownBy(
            () ->
                tasks.run(
                    clinic, "echo", null, bytes("{}"), InteractiveTasks.LONGEST_WAIT, _ -> {}))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.kind()).isEqualTo(ProblemKind.UNAVAILABLE);
              assertThat(problem.getMessage()).contains("No worker");
              assertThat(problem.retryAfter()).isEqualTo(Duration.ofSeconds(5));
            });
    UUID id = newest(clinic);
    assertThat(store.state(id)).contains(TaskState.GIVEN_UP);
    assertThat(Call.to("/api/v1/tasks/" + id).get().json().path("status").asString())
        .isEqualTo("GIVEN_UP");
  }

  @Test
  void task_ofAnotherClinic_isNotThere() {
    UUID id =
        store.insert(
            UUID.fromString(Clinics.make()), "echo", null, bytes("{\"name\":\"Grace\"}"), _ -> {});
    String stranger = Clinics.key(Clinics.make(), "ADMIN");

    assertThat(Call.to("/api/v1/tasks/" + id, stranger).get().status()).isEqualTo(404);
    assertThat(Call.to("/api/v1/tasks/" + id).get().json().path("status").asString())
        .isEqualTo("WAITING");
  }

  private static UUID newest(UUID clinic) {
    return ApiServer.shared()
        .bean(DSLContext.class)
        .select(INTERACTIVE_TASK.ID)
        .from(INTERACTIVE_TASK)
        .where(INTERACTIVE_TASK.CLINIC_ID.eq(clinic))
        .fetchSingle(INTERACTIVE_TASK.ID);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
