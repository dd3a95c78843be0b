package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.standalone.server.Installation;

/**
 * The checks of a signature that the help shows, each run as a receiver would run it, with a
 * request that the product sent and with some that it did not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignatureExamplesIT {
  private static final String BODY = "body.bin";

  private Surroundings surroundings;
  private Installation installation;
  private Request sent;

  private record Request(String secret, String id, String sentAt, String signatures, byte[] body) {}

  static Stream<SignatureLanguage> languages() {
    return SignatureLanguage.all();
  }

  @BeforeAll
  void send() throws IOException {
    surroundings = Surroundings.start();
    installation = surroundings.installation();
    TestApi api = new TestApi(installation.url());
    TestWebhook webhook =
        api.webhook("help", surroundings.receiver.url("/hook/help"), Duration.ofSeconds(5));
    api.post(
        "/api/v1/events",
        Map.of("type", "patient.registered", "data", Map.of("patient_id", "Grüße 😀")));
    ReceivedRequest request =
        Await.until(
                "the request",
                () -> surroundings.receiver.requests("/hook/help"),
                all -> !all.isEmpty())
            .getFirst();
    sent =
        new Request(
            webhook.secret(),
            Objects.requireNonNull(request.header("webhook-id")),
            Objects.requireNonNull(request.header("webhook-timestamp")),
            Objects.requireNonNull(request.header("webhook-signature")),
            request.text().getBytes(StandardCharsets.UTF_8));
  }

  @AfterAll
  void stop() {
    installation.close();
    surroundings.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("languages")
  void example_takesWhatTheProductSentAndNothingElse(SignatureLanguage language) throws Exception {
    String program = program(language);
    Path folder = surroundings.folder.resolve("example-" + language.program().hashCode());
    prepare(language, program, folder);
    String secret = sent.secret();
    String key = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
    String now = Long.toString(Instant.now().getEpochSecond());
    String old = Long.toString(Instant.now().minusSeconds(600).getEpochSecond());
    String coming = Long.toString(Instant.now().plusSeconds(600).getEpochSecond());
    byte[] changed = sent.body().clone();
    changed[changed.length / 2]++;

    // By the time that a slow language has been built the product's own request may be old.
    Request fresh = signed(secret, now, sent.body());
    assertThat(signed(secret, sent.sentAt(), sent.body()).signatures())
        .as("the product signs like this")
        .isEqualTo(sent.signatures());
    assertThat(check(language, program, folder, fresh)).isTrue();
    if (!isOld(sent)) {
      assertThat(check(language, program, folder, sent)).as("the product's own").isTrue();
    }
    assertThat(check(language, program, folder, with(fresh, "v1a,x " + fresh.signatures())))
        .as("one of several fits")
        .isTrue();
    assertThat(
            check(
                language,
                program,
                folder,
                new Request(secret, fresh.id(), now, fresh.signatures(), changed)))
        .as("another body")
        .isFalse();
    assertThat(
            check(
                language, program, folder, with(fresh, signed(key, now, sent.body()).signatures())))
        .as("another secret")
        .isFalse();
    assertThat(check(language, program, folder, signed(secret, old, sent.body()))).isFalse();
    assertThat(check(language, program, folder, signed(secret, coming, sent.body()))).isFalse();
    assertThat(check(language, program, folder, with(fresh, "v1,"))).isFalse();
  }

  private static String program(SignatureLanguage language) {
    if (Files.isExecutable(Path.of(language.program()))) {
      return language.program();
    }
    var found = Command.find(language.program());
    assumeTrue(
        found.isPresent(),
        "%s of the help was not run: there is no %s on the PATH"
            .formatted(language.file(), language.program()));
    return found.get();
  }

  private static void prepare(SignatureLanguage language, String program, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    try (InputStream example =
        SignatureExamplesIT.class.getResourceAsStream("/help/" + language.file())) {
      Files.copy(Objects.requireNonNull(example), folder.resolve(language.file()));
    }
    Files.writeString(folder.resolve(language.driver()), language.asks());
    if (language.program().equals("dotnet")) {
      Files.writeString(
          folder.resolve("Main.csproj"),
          """
          <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType>
          <TargetFramework>net8.0</TargetFramework><RollForward>Major</RollForward></PropertyGroup></Project>
          """);
    }
    if (!language.builds().isEmpty()) {
      List<String> words = new ArrayList<>(List.of(program));
      words.addAll(language.builds());
      Command.run(folder, words).outputOrFail();
    }
  }

  private static boolean check(
      SignatureLanguage language, String program, Path folder, Request request) throws IOException {
    Files.write(folder.resolve(BODY), request.body());
    List<String> words = new ArrayList<>();
    if (!language.runs().getFirst().startsWith("./")) {
      words.add(program);
    }
    words.addAll(language.runs());
    words.addAll(
        List.of(request.secret(), request.id(), request.sentAt(), request.signatures(), BODY));
    String said = Command.run(folder, words).outputOrFail().strip();
    assertThat(said).isIn("true", "false");
    return said.equals("true");
  }

  private static boolean isOld(Request request) {
    return Instant.ofEpochSecond(Long.parseLong(request.sentAt()))
        .isBefore(Instant.now().minusSeconds(240));
  }

  private static Request with(Request request, String signatures) {
    return new Request(
        request.secret(), request.id(), request.sentAt(), signatures, request.body());
  }

  /** Signs as Standard Webhooks says, without the product. */
  private Request signed(String secret, String sentAt, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
      mac.update((sent.id() + "." + sentAt + ".").getBytes(StandardCharsets.UTF_8));
      String signature = Base64.getEncoder().encodeToString(mac.doFinal(body));
      return new Request(secret, sent.id(), sentAt, "v1," + signature, body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
