package org.wardbell.workflows.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.testing.WorkflowReplayer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A recorder of the histories; not a test, but tests are where a test server is at hand. */
@EnabledIfSystemProperty(
    named = "wardbell.record-histories",
    matches = "true",
    disabledReason = "records files on demand only: -Dwardbell.record-histories=true")
class HistoryRecordingTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "histories");

  @ParameterizedTest
  @EnumSource
  void history_recordedAnew_replays(RecordedRun run) throws Exception {
    String history = run.record();
    WorkflowReplayer.replayWorkflowExecution(history, run.workflow());

    Path file = FOLDER.resolve(run.file());
    Files.writeString(file, history.endsWith("\n") ? history : history + "\n");

    assertThat(file).isNotEmptyFile();
  }
}
