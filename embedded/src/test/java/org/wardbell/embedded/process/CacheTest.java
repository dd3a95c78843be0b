package org.wardbell.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CacheTest {
  private final TestFolder folder = new TestFolder();
  private final Cache cache = Cache.in(folder.path());

  @AfterEach
  void removeFolder() {
    folder.close();
  }

  @Test
  void folder_askedForByMany_isFilledOnce() throws ExecutionException, InterruptedException {
    AtomicInteger fillings = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Path>> all =
          threads.invokeAll(
              java.util.Collections.nCopies(
                  4,
                  () ->
                      cache.once(
                          "thing",
                          fresh -> {
                            fillings.incrementAndGet();
                            Files.writeString(fresh.resolve("file"), "complete");
                          })));
      for (Future<Path> one : all) {
        assertThat(one.get().resolve("file")).hasContent("complete");
      }
    }
    assertThat(fillings).hasValue(1);
  }

  @Test
  void folder_whoseFillingFailed_doesNotExistAndIsFilledNextTime() throws IOException {
    assertThatThrownBy(
            () ->
                cache.once(
                    "thing",
                    fresh -> {
                      Files.writeString(fresh.resolve("file"), "half");
                      throw new IOException("the disk is full");
                    }))
        .isInstanceOf(EmbeddedServerException.class)
        .hasMessageContaining("disk");
    assertThat(folder.path().resolve("thing")).doesNotExist();
    Path thing = cache.once("thing", fresh -> Files.writeString(fresh.resolve("file"), "complete"));
    assertThat(thing.resolve("file")).hasContent("complete");
    try (Stream<Path> all = Files.list(folder.path())) {
      assertThat(all.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("thing", "thing.lock");
    }
  }

  @Test
  void folder_thatCannotBeMade_saysWhichSettingNamesAnother() throws IOException {
    // Also root cannot make a folder below a file.
    Path file = Files.writeString(Files.createDirectories(folder.path()).resolve("file"), "");

    assertThatThrownBy(() -> Cache.in(file.resolve("cache")).once("thing", _ -> {}))
        .isInstanceOf(EmbeddedServerException.class)
        .hasMessageContaining(file.resolve("cache").toString())
        .hasMessageContaining(Cache.VARIABLE)
        .message()
        .doesNotContain("data folder");
  }
}
