package org.wardbell.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A mistyped setting is told before MySQL and Temporal are started for it. */
final class SettingsCheckTest {
  private static final Path OPERATING = Path.of("..", "docs", "operating.md");

  /** No number, no address, no file, no PEM, no zone. */
  private static final String GARBAGE = "?! what";

  /** Text as it comes, options that are checked as such, or what no server of {@code up} reads. */
  private static final Set<String> UNCHECKED =
      Set.of(
          "WARDBELL_ADMINISTRATOR_KEY_FILE",
          "WARDBELL_CACHE",
          "WARDBELL_DATABASE_PASSWORD",
          "WARDBELL_DATABASE_URL",
          "WARDBELL_DATABASE_USER",
          "WARDBELL_GOOGLE_CLIENT_ID",
          "WARDBELL_GOOGLE_CLIENT_SECRET",
          "WARDBELL_GOOGLE_REDIRECT_PATH",
          "WARDBELL_JAVA_OPTIONS",
          "WARDBELL_KEY",
          "WARDBELL_MASTER_KEY_FILE",
          "WARDBELL_TEMPORAL_API_KEY",
          "WARDBELL_TEMPORAL_CLI",
          "WARDBELL_TEMPORAL_NAMESPACE",
          "WARDBELL_TEMPORAL_SERVER_NAME",
          "WARDBELL_TEMPORAL_TARGET",
          "WARDBELL_TEMPORAL_UI_URL",
          "WARDBELL_TRACING_SERVICE_NAME");

  private static void check(Map<String, Object> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
    SettingsCheck.of(environment);
  }

  private static boolean isRefused(String variable) {
    try {
      check(Map.of(variable, GARBAGE));
      return false;
    } catch (CannotStart refused) {
      assertThat(refused.getMessage())
          .as(variable)
          .containsAnyOf(variable, "master key", "_CERTIFICATE_FILE and _KEY_FILE", "_KEY_FILE");
      return true;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WARDBELL_KEY_REQUESTS_PER_SECOND | many | WARDBELL_KEY_REQUESTS_PER_SECOND must be a whole number.
          WARDBELL_SESSIONS_IDLE | long | WARDBELL_SESSIONS_IDLE must be a time such as 30s or 10m.
          WARDBELL_TEMPORAL_TLS | maybe | WARDBELL_TEMPORAL_TLS must be true or false.
          WARDBELL_TRACING_RATIO | 7 | WARDBELL_TRACING_RATIO (or OTEL_TRACES_SAMPLER_ARG) must be a number from 0 to 1.
          WARDBELL_PUBLIC_URL | http://x | WARDBELL_PUBLIC_URL must begin with https://, because Google pushes to nothing else; leave it out to poll calendars instead.
          WARDBELL_TRUSTED_PROXIES | proxy | WARDBELL_TRUSTED_PROXIES must be addresses or networks with commas between, as 127.0.0.1,10.0.0.0/8.
          WARDBELL_LOG_FORMAT | xml | WARDBELL_LOG_FORMAT must be text or json.
          """)
  void setting_thatCannotBe_isRefusedWithWhatIsRight(String name, String value, String sentence) {
    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() -> check(Map.of(name, value)))
        .withMessage(sentence);
  }

  @Test
  void everyDocumentedSetting_isChecked_orIsAnyText() throws IOException {
    Set<String> taken =
        documented().stream().filter(name -> !isRefused(name)).collect(Collectors.toSet());

    assertThat(taken).isSubsetOf(UNCHECKED);
  }

  private static Set<String> documented() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(OPERATING)) {
      if (line.startsWith("| `WARDBELL_")) {
        String cell = line.substring(2, line.indexOf(" | "));
        // `WARDBELL_SESSIONS_IDLE`, `_LONGEST`
        String family = cell.replaceAll("^`(WARDBELL_[A-Z]+).*", "$1");
        Pattern.compile("`((?:WARDBELL)?_[A-Z_]+)`")
            .matcher(cell)
            .results()
            .map((MatchResult found) -> found.group(1))
            .map(name -> name.startsWith("_") ? family + name : name)
            .forEach(names::add);
      }
    }
    assertThat(names).hasSizeGreaterThan(30);
    return names;
  }

  @Test
  void settings_asTheyComeOutOfTheBox_areGood_andAFileOfAnOperatorsCounts(@TempDir Path data)
      throws IOException {
    assertThatCode(() -> SettingsCheck.of(InstallationOptions.in(data))).doesNotThrowAnyException();

    Files.writeString(data.resolve("master.key"), "no key");
    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() -> SettingsCheck.of(InstallationOptions.in(data)))
        .withMessageContaining("master key");
  }
}
