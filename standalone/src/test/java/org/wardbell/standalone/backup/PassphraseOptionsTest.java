package org.wardbell.standalone.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.standalone.server.CannotStart;

/** A passphrase that a timer gives in its environment, where the locale is often none. */
final class PassphraseOptionsTest {
  private static final String PASSPHRASE = "fünf Wörter für 日本";

  /** The program that says which passphrase it was given. */
  static final class Told {
    private Told() {}

    public static void main(String[] arguments) {
      try {
        byte[] bytes = new PassphraseOptions().passphrase(false).getBytes(StandardCharsets.UTF_8);
        System.out.print(HexFormat.of().formatHex(bytes));
      } catch (CannotStart refused) {
        System.out.print(refused.getMessage());
      }
    }
  }

  /** A shell passes bytes on; Java would write them by the locale of the test. */
  private static String told(String locale, byte[] passphrase) throws Exception {
    StringBuilder octal = new StringBuilder();
    for (byte each : passphrase) {
      octal.append("\\%03o".formatted(each & 0xFF));
    }
    Process program =
        new ProcessBuilder(
                "sh",
                "-c",
                "LC_ALL=$4 WARDBELL_BACKUP_PASSPHRASE=$(printf '"
                    + octal
                    + "') exec \"$1\" -cp \"$2\" \"$3\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"),
                Told.class.getName(),
                locale)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    String out = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return out;
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8", "POSIX"})
  @EnabledOnOs(OS.LINUX)
  void passphrase_inTheEnvironment_isTheSameInEveryLocale(String locale) throws Exception {
    byte[] bytes = PASSPHRASE.getBytes(StandardCharsets.UTF_8);

    assertThat(told(locale, bytes)).isEqualTo(HexFormat.of().formatHex(bytes));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void passphrase_thatIsNotInUtf8_isRefused() throws Exception {
    assertThat(
            told(
                "C",
                PASSPHRASE.replace("日本", "und noch drei").getBytes(StandardCharsets.ISO_8859_1)))
        .contains("is not in UTF-8", "--passphrase-file");
  }
}
