package org.wardbell.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.client.ScriptedServer;
import picocli.CommandLine;

final class VerifyCommandTest {
  private static final String SEAL = "ab".repeat(32);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ScriptedServer server = new ScriptedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private int verify(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("verify", "--key-from-environment", "k", "--server", server.address()));
    arguments.addAll(List.of(more));
    return new CommandLine(new AuditCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void trail_thatIsIntact_isReadToItsEnd_andItsHeadIsPrinted() {
    server.answer(
        200, "{\"intact\":true,\"checked\":3,\"position\":3,\"complete\":false,\"waiting\":0}");
    server.answer(
        200,
        "{\"intact\":true,\"checked\":2,\"position\":5,\"complete\":true,\"waiting\":1,\"head\":{\"position\":5,\"seal\":\""
            + SEAL
            + "\"}}");

    assertThat(verify("--head", "3:" + SEAL)).isZero();

    assertThat(out.toString()).contains("5 rows", "1 new ones", "5:" + SEAL);
    assertThat(server.asked())
        .extracting(each -> URI.create(each.uri()).getQuery() + " " + each.authorization())
        .containsExactly("position=3&seal=" + SEAL + " Bearer k", "after=3 Bearer k");
  }

  @Test
  void trail_thatIsBroken_isToldWithItsPlace() {
    server.answer(
        200,
        "{\"intact\":false,\"checked\":7,\"position\":7,\"complete\":false,\"waiting\":0,"
            + "\"fault\":{\"kind\":\"row_missing\",\"position\":7,\"number\":9,\"meaning\":\"It was removed.\"}}");

    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString()).contains("BROKEN at position 7, row 9: It was removed.");
  }

  @Test
  void answer_thatIsNone_isNoProof() {
    server.answer(403, "{\"detail\":\"This needs a key of the installation.\"}");

    assertThat(verify()).isEqualTo(1);
    assertThat(err.toString()).contains("403", "key of the installation");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void head_thatIsNone_isWrongUsage() {
    assertThat(verify("--head", "yesterday")).isEqualTo(2);
    assertThat(server.asked()).isEmpty();
  }
}
