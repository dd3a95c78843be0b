package org.wardbell.standalone.browser.chromium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The order in which a Chromium is looked for. */
@DisabledOnOs(OS.WINDOWS)
class ChromiumSearchTest {
  private static final String BROWSER = "echo Chromium 150.0";

  @TempDir private Path folder;

  @Test
  void find_theProgramThatTheVariableNames_isBeforeAllOthers() throws IOException {
    Path named = program("mine/browser", BROWSER);
    program("path/chromium", BROWSER);
    assertThat(search(Map.of("WARDBELL_CHROMIUM", named.toString())).find())
        .contains(Chromium.at(named));
  }

  @Test
  void find_aVariableThatNamesNoBrowser_isAnErrorThatSaysSo() throws IOException {
    Path other = program("mine/editor", "echo Editor 3");
    assertThatThrownBy(() -> search(Map.of("WARDBELL_CHROMIUM", other.toString())).find())
        .hasMessageContaining("WARDBELL_CHROMIUM names " + other);
    assertThatThrownBy(() -> search(Map.of("WARDBELL_CHROMIUM", folder + "/nothing")).find())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void find_onThePath_prefersTheFullBrowserAndPassesOverWhatDoesNotRun() throws IOException {
    program("path/chromium", "echo this needs a snap; exit 1");
    program("path/chromium-headless-shell", BROWSER);
    Path chrome = program("path/google-chrome", "echo Google Chrome 150.0");
    assertThat(search(Map.of()).find()).contains(Chromium.at(chrome));
  }

  @Test
  void find_nothingOnThePath_looksInTheUsualFoldersAndThenAsksTheDistribution() throws IOException {
    Chromium packaged = new Chromium(Path.of("packaged"), Map.of("A", "b"));
    assertThat(search(Map.of(), packaged).find()).contains(packaged);
    Path usual = program("usual/chrome", BROWSER);
    assertThat(search(Map.of(), packaged).find()).contains(Chromium.at(usual));
    assertThat(search(Map.of()).find()).contains(Chromium.at(usual));
  }

  @Test
  void find_nowhere_isNothing() {
    assertThat(search(Map.of()).find()).isEmpty();
  }

  private ChromiumSearch search(Map<String, String> variables, Chromium... distribution) {
    Map<String, String> environment = new java.util.HashMap<>(variables);
    environment.put("PATH", folder.resolve("path").toString());
    return new ChromiumSearch(
        environment,
        List.of(folder.resolve("usual/chrome")),
        () -> List.of(distribution).stream().findFirst());
  }

  private Path program(String name, String does) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + does + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
