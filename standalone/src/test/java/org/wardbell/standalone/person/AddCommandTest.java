package org.wardbell.standalone.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.client.ScriptedServer;
import picocli.CommandLine;

final class AddCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ScriptedServer server = new ScriptedServer();

  private void makes() {
    server.answer(201, "{\"id\":\"p-1\"}");
    server.answer(201, "{\"token\":\"once\",\"expires_at\":\"2031-01-01T00:00:00Z\"}");
  }

  private List<String> asked() {
    return server.asked().stream()
        .map(each -> each.uri() + " " + each.authorization() + " " + each.body())
        .toList();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int add(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("add", "--key-from-environment", "k", "--server", server.address()));
    arguments.addAll(List.of(more));
    return new CommandLine(new PersonCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void person_withAnAddressAlone_administersTheInstallation() {
    makes();

    assertThat(add("--email", "ann@clinic.example")).isZero();

    assertThat(asked())
        .containsExactly(
            "/api/v1/persons Bearer k"
                + " {\"email\":\"ann@clinic.example\",\"name\":\"ann\",\"role\":\"ADMIN\",\"installation\":true}",
            "/api/v1/persons/p-1/password-link Bearer k ");
    assertThat(out.toString())
        .contains("p-1", server.address() + "/password?token=once", "2031-01-01T00:00:00Z");
  }

  @Test
  void person_ofAClinic_hasTheRoleThere() {
    makes();

    assertThat(
            add(
                "--email",
                "b@clinic.example",
                "--name",
                "Bo \"B\"",
                "--role",
                "READER",
                "--clinic",
                "c-1"))
        .isZero();

    assertThat(asked().getFirst())
        .contains("\"name\":\"Bo \\\"B\\\"\"", "\"role\":\"READER\"", "\"clinic\":\"c-1\"")
        .doesNotContain("installation");
  }

  @Test
  void refusal_isToldWithItsFieldAndFix() {
    server.answer(
        422,
        "{\"detail\":\"d\",\"errors\":[{\"field\":\"email\",\"problem\":\"is none\",\"fix\":\"Write"
            + " it.\"}]}");

    assertThat(add("--email", "x")).isEqualTo(1);
    assertThat(err.toString()).contains("422", "email is none. Write it.");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void person_whosePasswordLinkFails_isMade_andTheWayToALinkIsNamed() {
    server.answer(201, "{\"id\":\"p-1\"}");
    server.answer(503, "{\"detail\":\"The database is away.\"}");

    assertThat(add("--email", "ann@clinic.example")).isEqualTo(1);
    assertThat(out.toString()).contains("Made: person p-1, ADMIN everywhere.");
    assertThat(err.toString())
        .contains(
            "503: The database is away.",
            "no password yet",
            "POST /api/v1/persons/p-1/password-link");
  }
}
