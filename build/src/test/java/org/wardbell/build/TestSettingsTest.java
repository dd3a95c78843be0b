package org.wardbell.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSettingsTest {
  @TempDir Path folder;

  @Test
  void settings_ofRootAndRoom_areJoinedAndTheRoomsWin() throws IOException {
    write(
        "",
        plugin(
            "surefire", "<argLine>-Dall -Xmx1g</argLine><trimStackTrace>false</trimStackTrace>"));
    write(
        "room",
        plugin(
            "surefire",
            """
            <argLine>
              -Xmx2g
            </argLine>
            <systemPropertyVariables><one>1</one><two>2 3</two><file>f-${surefire.forkNumber}</file></systemPropertyVariables>
            <environmentVariables><HOME>/here</HOME></environmentVariables>
            """));

    TestSettings settings = TestSettings.of(rooms(), room(), false);

    assertThat(settings.jvmOptions())
        .containsExactly(
            "-Dbasedir=" + room().folder(), "-Xmx2g", "-Done=1", "-Dtwo=2 3", "-Dfile=f-1");
    assertThat(settings.environment()).containsOnlyKeys("HOME").containsValue("/here");
  }

  @Test
  void integrationTests_haveTheSettingsOfFailsafe() throws IOException {
    write("", plugin("surefire", "<argLine>-Dunit</argLine>"));
    write(
        "room",
        plugin("failsafe", "<skip>false</skip>")
            .replace("skip", "argLine")
            .replace("false", "-Dit"));
    assertThat(TestSettings.of(rooms(), room(), true).jvmOptions()).endsWith("-Dit");
    assertThat(TestSettings.of(rooms(), room(), false).jvmOptions()).endsWith("-Dunit");
  }

  @Test
  void setting_thatIsNotKnownHere_isRefused() throws IOException {
    write("", plugin("surefire", "<threadCount>2</threadCount>"));
    write("room", "<project/>");
    assertThatThrownBy(() -> TestSettings.of(rooms(), room(), false))
        .isInstanceOf(QuickTestException.class)
        .hasMessageContaining("<threadCount> for maven-surefire-plugin");
    assertThat(TestSettings.of(rooms(), room(), true).environment()).isEmpty();
  }

  @Test
  void settings_ofEveryRoomHere_areKnown() {
    Rooms house = Rooms.of(Path.of("..").toAbsolutePath().normalize());
    assertThat(house.all()).extracting(Room::name).contains("activities", "standalone", "build");
    for (Room each : house.all()) {
      assertThat(TestSettings.of(house, each, false).jvmOptions())
          .contains("--enable-native-access=ALL-UNNAMED");
      TestSettings.of(house, each, true);
    }
  }

  private Rooms rooms() {
    return new Rooms(folder, List.of(room()));
  }

  private Room room() {
    return new Room("room", "clinic-room", folder.resolve("room"));
  }

  private void write(String place, String pom) throws IOException {
    Files.createDirectories(folder.resolve(place));
    Files.writeString(folder.resolve(place).resolve("pom.xml"), pom);
  }

  private static String plugin(String name, String configuration) {
    return """
        <project><build><plugins>
          <plugin>
            <artifactId>maven-%s-plugin</artifactId>
            <configuration>%s</configuration>
          </plugin>
        </plugins></build></project>
        """
        .formatted(name, configuration);
  }
}
