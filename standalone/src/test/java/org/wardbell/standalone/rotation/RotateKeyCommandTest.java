package org.wardbell.standalone.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.activities.crypto.MasterKey;
import org.wardbell.activities.crypto.MasterKeyRotation;
import org.wardbell.standalone.client.ScriptedServer;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

final class RotateKeyCommandTest {
  private static final String RUNNING = "{\"id\":\"r-1\",\"status\":\"RUNNING\",\"looked_at\":5}";
  private static final String DONE =
      "{\"id\":\"r-1\",\"status\":\"DONE\",\"looked_at\":9,\"sealed\":7}";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ScriptedServer server = new ScriptedServer();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  private int rotate(String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("--key-from-environment", "k", "--server", server.address()));
    all.addAll(List.of(arguments));
    return new CommandLine(new RotateKeyCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private Path masterKey() throws IOException {
    return masterKey("master.key");
  }

  private Path masterKey(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, MasterKey.newKeyset());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static int keys(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(file)).path("key").size();
  }

  /** Returns the answer of a server that reads this file and is done. */
  private static Supplier<String> done(Path file, int unreadable) {
    return () ->
        "{\"id\":\"r-1\",\"status\":\"DONE\",\"sealed\":7,\"key_id\":%d,\"unreadable\":%d}"
            .formatted(new MasterKeyRotation(file).number(), unreadable);
  }

  @Test
  void clinicsKey_isRotatedByTheServer_andWaitedFor() {
    server.answer(200, RUNNING);
    server.answer(200, DONE);

    assertThat(rotate("clinic", "--clinic", "c-1")).isZero();

    assertThat(server.asked())
        .extracting(each -> each.method() + " " + each.uri() + " " + each.body())
        .containsExactly(
            "POST /api/v1/key-rotations {\"kind\":\"clinic\",\"clinic_id\":\"c-1\"}",
            "GET /api/v1/key-rotations/r-1 ");
    assertThat(out.toString()).contains("7 values sealed again", "opens nothing");
  }

  @Test
  void masterKey_getsANewOne_andLosesTheOldOneOnlyWhenTheServerIsDone() throws IOException {
    Path file = masterKey();
    String before = Files.readString(file);
    server.answer(200, done(file, 0));

    assertThat(rotate("master", "--file", file.toString())).isZero();

    assertThat(server.asked().getFirst().body()).contains("{\"kind\":\"master\"}");
    assertThat(keys(file)).isEqualTo(1);
    assertThat(Files.readString(file)).isNotEqualTo(before);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void masterKey_whileTheServerRefuses_keepsBothKeys_andTheNextRunGoesOn() throws IOException {
    Path file = masterKey();
    server.answer(503, "{\"detail\":\"The database is away.\"}");

    assertThat(rotate("master", "--file", file.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("503", "The database is away.");
    assertThat(keys(file)).isEqualTo(2);
    server.answer(200, done(file, 0));
    assertThat(rotate("master", "--file", file.toString())).isZero();
    assertThat(keys(file)).isEqualTo(1);
  }

  @Test
  void masterKey_whoseRotationEndedUnseen_losesTheOldOneInTheNextRun() throws IOException {
    Path file = masterKey();
    server.answer(201, RUNNING);
    server.answer(503, "{\"detail\":\"The database is away.\"}");

    assertThat(rotate("master", "--file", file.toString())).isEqualTo(1);

    assertThat(err.toString())
        .contains("503", "/api/v1/key-rotations/r-1", "Run this again")
        .doesNotContain("not rotated");
    assertThat(keys(file)).isEqualTo(2);
    server.answer(200, done(file, 0));
    assertThat(rotate("master", "--file", file.toString())).isZero();
    assertThat(keys(file)).isEqualTo(1);
  }

  @Test
  void masterKey_thatTheServerDoesNotWrapWith_keepsTheOldOne() throws IOException {
    Path file = masterKey();
    Path anothers = masterKey("another.key");
    server.answer(200, done(anothers, 0));

    assertThat(rotate("master", "--file", file.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("reads another file", "--file");
    assertThat(keys(file)).isEqualTo(2);
  }

  @Test
  void masterKey_whileDataKeysOpenWithNone_keepsTheOldOne_untilToldToLeaveThem()
      throws IOException {
    Path file = masterKey();
    server.answer(200, done(file, 3));

    assertThat(rotate("master", "--file", file.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("3 data keys", "--leave-unreadable");
    assertThat(keys(file)).isEqualTo(2);
    server.answer(200, done(file, 3));
    assertThat(rotate("master", "--leave-unreadable", "--file", file.toString())).isZero();
    assertThat(keys(file)).isEqualTo(1);
  }

  @Test
  void masterKey_withAdd_asksNobody() throws IOException {
    Path file = masterKey();

    assertThat(rotate("master", "--add", "--file", file.toString())).isZero();

    assertThat(keys(file)).isEqualTo(2);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void key_ofNoKind_isWrongUsage() {
    assertThat(rotate("moon")).isEqualTo(2);
    assertThat(server.asked()).isEmpty();
  }
}
