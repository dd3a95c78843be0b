package org.wardbell.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductJarTest {
  private static final String POM =
      """
      <project><build><plugins><plugin>
        <artifactId>maven-jar-plugin</artifactId>
        <configuration><archive><manifest><mainClass>Main</mainClass></manifest></archive></configuration>
      </plugin></plugins></build></project>
      """;

  @TempDir Path folder;

  @Test
  void jar_started_runsTheClassesWhereTheyLie() throws Exception {
    SampleTree tree =
        new SampleTree(Files.createDirectories(folder.resolve("a folder")))
            .with(
                "Main.java",
                "public class Main { public static void main(String[] a) {"
                    + " System.out.print(a[0]); } }");
    tree.bringUpToDate();
    Room room = room(POM);

    Path product =
        ProductJar.write(room, Stream.of(tree.classes(), folder.resolve("missing"))).orElseThrow();

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                product.resolve("clinic-room-quick.jar").toString(),
                "started")
            .redirectErrorStream(true)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("started");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void room_withoutAProgram_hasNoJar() throws IOException {
    assertThat(ProductJar.write(room("<project/>"), Stream.of())).isEmpty();
  }

  private Room room(String pom) throws IOException {
    Path place = Files.createDirectories(folder.resolve("room"));
    Files.writeString(place.resolve("pom.xml"), pom);
    return new Room("room", "clinic-room", place);
  }
}
