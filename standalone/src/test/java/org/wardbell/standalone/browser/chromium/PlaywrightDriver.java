package org.wardbell.standalone.browser.chromium;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.wardbell.embedded.process.Cache;

/**
 * The program by which Playwright drives browsers, unpacked into the cache once. Playwright itself
 * would write its 130 MB into the folder for temporary files at each start, and leave them there
 * when its JVM is killed.
 */
final class PlaywrightDriver {
  /** The property by which Playwright is told that it need not unpack anything. */
  private static final String PROPERTY = "playwright.cli.dir";

  private static final String PACKAGE = "driver/package/";

  private PlaywrightDriver() {}

  /** Unpacks it if needed, and tells Playwright where it is. */
  static void provide(Cache cache) {
    URL node = resource("driver/" + platform() + "/" + nodeName());
    URL script = resource(PACKAGE + "package.json");
    if (node == null || script == null) {
      // Playwright knows best what to say then.
      return;
    }
    try {
      JarFile nodes = jar(node);
      String name = Path.of(nodes.getName()).getFileName().toString().replace(".jar", "");
      Path folder =
          cache.once(
              "playwright-" + name,
              empty -> {
                unpack(nodes, "driver/" + platform() + "/", empty);
                unpack(jar(script), PACKAGE, empty.resolve("package"));
                if (!empty.resolve(nodeName()).toFile().setExecutable(true, true)) {
                  throw new IOException("the driver cannot be made executable");
                }
              });
      System.setProperty(PROPERTY, folder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL resource(String name) {
    return PlaywrightDriver.class.getClassLoader().getResource(name);
  }

  private static JarFile jar(URL resource) throws IOException {
    return ((JarURLConnection) resource.openConnection()).getJarFile();
  }

  private static void unpack(JarFile jar, String prefix, Path folder) throws IOException {
    for (JarEntry entry : jar.stream().filter(each -> each.getName().startsWith(prefix)).toList()) {
      Path file = folder.resolve(entry.getName().substring(prefix.length())).normalize();
      if (entry.isDirectory()) {
        Files.createDirectories(file);
      } else {
        Files.createDirectories(file.getParent());
        try (InputStream content = jar.getInputStream(entry)) {
          Files.copy(content, file);
        }
      }
    }
  }

  /** Returns the folder's name for this machine, as Playwright has it. */
  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    if (system.contains("windows")) {
      return "win32_x64";
    }
    return (system.contains("mac") ? "mac" : "linux") + (arm ? "-arm64" : "");
  }

  private static String nodeName() {
    return platform().startsWith("win") ? "node.exe" : "node";
  }
}
