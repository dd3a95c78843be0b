package org.wardbell.api.interactive;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;

/** The results of tasks that took longer than their caller waited. */
@RestController
@RequestMapping("/api/v1/tasks")
@Tag(name = "Tasks", description = "What took longer than a request lasts.")
class TasksController {
  private final TaskReading tasks;

  TasksController(TaskReading tasks) {
    this.tasks = tasks;
  }

  @GetMapping("/{id}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Read a task",
      description =
          "The Location of a 202 names it. It can be read for a day; that it was read is written to"
              + " the audit trail.")
  TaskView read(@PathVariable UUID id, Caller caller) {
    return TaskView.of(tasks.read(id, caller));
  }
}
