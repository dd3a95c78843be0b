package org.wardbell.standalone.browser.chromium;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.wardbell.embedded.process.Cache;
import org.wardbell.embedded.process.DebianPackages;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.Programs;
import org.wardbell.embedded.process.SharedLibraries;

/**
 * The Chromium of a Debian, without a desktop (64 MB). It is unpacked into the cache, which needs
 * no rights and installs nothing. If the machine lacks libraries that it needs, it is installed,
 * which only root can do.
 */
final class ChromiumPackages {
  /** Debian's name of the browser that only draws into memory. */
  static final String PACKAGE = "chromium-headless-shell";

  /** A font, without which a page has no text. */
  private static final String FONT = "fonts-liberation";

  private static final String FOLDER = "chromium";

  /** For a slow line; a machine without one says so at once. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final Cache cache;
  private final Consumer<String> progress;

  ChromiumPackages(Cache cache, Consumer<String> progress) {
    this.cache = cache;
    this.progress = progress;
  }

  /**
   * Returns the one in the cache, fetched if it is not there; empty where there are no packages.
   */
  Optional<Chromium> find() {
    if (!DebianPackages.areHere()) {
      return Optional.empty();
    }
    return unpacked().or(this::installed);
  }

  private Optional<Chromium> unpacked() {
    try {
      Path folder = cache.once(FOLDER, this::fetch);
      Path program = folder.resolve("usr/lib/chromium").resolve(PACKAGE);
      boolean complete = SharedLibraries.missing(program, Optional.empty()).isEmpty();
      return complete && ChromiumSearch.runs(program)
          ? Optional.of(new Chromium(program, fonts(folder)))
          : Optional.empty();
    } catch (EmbeddedServerException e) {
      return Optional.empty();
    }
  }

  /** The library that looks for fonts looks below this folder, too. */
  private static Map<String, String> fonts(Path folder) {
    return Map.of("XDG_DATA_HOME", folder.resolve("usr/share").toString());
  }

  private void fetch(Path folder) throws IOException {
    progress.accept("Fetching " + PACKAGE + " from the distribution's packages (once, 64 MB)");
    for (String name : List.of("chromium-common", PACKAGE, FONT)) {
      if (!DebianPackages.unpack(name, folder, LIMIT)) {
        throw new IOException(name + " is not to be had");
      }
    }
  }

  private Optional<Chromium> installed() {
    if (!isRoot()) {
      return Optional.empty();
    }
    progress.accept("Installing " + PACKAGE + " from the distribution's packages (once)");
    Path anywhere = Path.of("").toAbsolutePath();
    // A new machine has no lists of packages, and old lists name packages that are gone.
    DebianPackages.runs(anywhere, LIMIT, "apt-get", "update");
    boolean done =
        DebianPackages.runs(
            anywhere, LIMIT, "apt-get", "install", "-y", "--no-install-recommends", PACKAGE, FONT);
    return done
        ? Programs.find(PACKAGE).filter(ChromiumSearch::runs).map(Chromium::at)
        : Optional.empty();
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
