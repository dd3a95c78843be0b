package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.server.Installation;

/**
 * Clients that are generated from {@code docs/openapi.json}, and walk the README's first event: a
 * webhook, an event, and its delivery through api, Temporal and worker.
 */
class GeneratedClientsIT {
  private static final Path CONTRACT = Path.of("..", "docs", "openapi.json").toAbsolutePath();
  private static final Path SOURCES = Path.of("src", "test", "resources", "clients");

  /** Maven puts it there, see the module's pom. */
  private static final Path GENERATOR =
      Path.of("target", "tools", "openapi-generator-cli.jar").toAbsolutePath();

  /** The answer rule as it was sent, the delivery's status, and the status of what is not there. */
  private static final String WALKED = "delivered DELIVERED 404";

  private static Surroundings surroundings;
  private static Installation installation;

  @BeforeAll
  static void start() {
    surroundings = Surroundings.start();
    installation = surroundings.installation();
  }

  @AfterAll
  static void stop() {
    installation.close();
    surroundings.close();
  }

  @Test
  void javaClient_walksTheFirstEvent() throws IOException {
    assumeTrue(
        Files.exists(GENERATOR),
        "The Java client was not tested: Maven brings its generator, ./mvnw -pl standalone generate-test-resources");
    Path folder = folder("java");
    Command.run(
            folder,
            List.of(
                java("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                GENERATOR.toString(),
                "generate",
                "--input-spec",
                CONTRACT.toString(),
                "--generator-name",
                "java",
                "--library",
                "native",
                "--output",
                folder.toString(),
                "--additional-properties",
                "apiPackage=org.wardbell.client.api,modelPackage=org.wardbell.client.model,"
                    + "invokerPackage=org.wardbell.client.invoker,useJakartaEe=true,openApiNullable=false,"
                    + "useSingleRequestParameter=true,enumUnknownDefaultCase=true,hideGenerationTimestamp=true",
                "--global-property",
                "apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"))
        .outputOrFail();
    Path classes = Files.createDirectory(folder.resolve("classes"));
    compile(folder, classes);

    String output =
        Command.run(
                folder,
                List.of(
                    java("java"),
                    "-cp",
                    classes + File.pathSeparator + System.getProperty("java.class.path"),
                    "FirstEvent",
                    installation.url().toString(),
                    TestApi.KEY,
                    surroundings.receiver.url("/java")))
            .outputOrFail();

    assertThat(output.lines()).contains(WALKED);
    assertThat(surroundings.receiver.requests("/java")).hasSize(1);
  }

  private static void compile(Path folder, Path classes) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-nowarn",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SOURCES.resolve("java").resolve("FirstEvent.java").toString()));
    try (Stream<Path> files = Files.walk(folder.resolve("src").resolve("main").resolve("java"))) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(words::add);
    }
    var errors = new java.io.ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler().run(null, null, errors, words.toArray(String[]::new));
    assertThat(code).as(errors.toString(java.nio.charset.StandardCharsets.UTF_8)).isZero();
  }

  @Test
  void typeScriptClient_walksTheFirstEvent() throws IOException {
    Optional<String> npm = Command.find("npm");
    assumeTrue(
        npm.isPresent(), "The TypeScript client was not tested: there is no npm on the PATH");
    Path folder = folder("typescript");
    try (Stream<Path> files = Files.list(SOURCES.resolve("typescript"))) {
      for (Path file : files.collect(Collectors.toList())) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Command.End installed =
        Command.run(
            folder, List.of(npm.get(), "ci", "--no-audit", "--no-fund", "--loglevel=error"));
    assumeTrue(
        installed.code() == 0,
        "The TypeScript client was not tested: npm has no packages:\n" + installed.output());

    String tools = folder.resolve("node_modules").resolve(".bin").toString();
    Command.run(
            folder,
            List.of(
                tools + "/openapi-typescript",
                CONTRACT.toString(),
                "-o",
                "wardbell.ts",
                "--default-non-nullable=false"))
        .outputOrFail();
    Command.run(folder, List.of(tools + "/tsc")).outputOrFail();
    String output =
        Command.run(
                folder,
                List.of(
                    Command.find("node").orElseThrow(),
                    "out/first-event.js",
                    installation.url().toString(),
                    TestApi.KEY,
                    surroundings.receiver.url("/typescript")))
            .outputOrFail();

    assertThat(output.lines()).contains(WALKED);
    assertThat(surroundings.receiver.requests("/typescript")).hasSize(1);
  }

  private static Path folder(String language) throws IOException {
    return Files.createDirectories(
        surroundings.folder.resolve("client-" + language).toAbsolutePath());
  }

  private static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }
}
