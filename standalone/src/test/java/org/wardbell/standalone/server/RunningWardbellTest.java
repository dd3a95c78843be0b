package org.wardbell.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.embedded.process.Ports;
import org.wardbell.standalone.client.ScriptedServer;

/** A port that is taken, by a Wardbell or by something else. */
final class RunningWardbellTest {
  private static final String REFUSAL =
      "{\"type\":\"urn:wardbell:problem:unauthenticated\",\"status\":401}";

  private final ScriptedServer server = new ScriptedServer();
  private final URI address = URI.create(server.address());

  @TempDir private Path data;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anotherProgram_isNone() {
    server.answer(200, "<html>");

    assertThat(RunningWardbell.sentence(address, data)).isEmpty();
  }

  @Test
  void wardbell_whoseDataIsKnown_isNamedWithIt() {
    server.answer(401, REFUSAL);
    Ports.record(data, Map.of("server", address.getPort(), "mysql", address.getPort()));

    assertThat(RunningWardbell.sentence(address, data))
        .hasValueSatisfying(
            told ->
                assertThat(told)
                    .contains("a Wardbell that runs already, on the data in " + data)
                    .contains("./wardbell open --data " + data));
  }

  /** Its record may be of a server that was killed: then its MySQL does not run either. */
  @Test
  void wardbell_onOtherData_isOpenedByItsAddress() {
    server.answer(401, REFUSAL);
    Ports.record(data, Map.of("server", address.getPort(), "mysql", Ports.free()));

    assertThat(RunningWardbell.sentence(address, data))
        .hasValueSatisfying(
            told ->
                assertThat(told)
                    .contains("./wardbell open --server " + address)
                    .doesNotContain("on the data in"));
  }

  @Test
  void nobody_isNoWardbell() {
    server.close();

    assertThat(RunningWardbell.answersAt(address)).isFalse();
  }
}
