package org.wardbell.embedded.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The folders of unpacked and downloaded programs, shared by every data folder of this user.
 * Nothing in them is precious: delete them and they are filled again.
 *
 * @param files unpacked archives, libraries and templates; {@code ~/.wardbell/cache} unless told
 *     otherwise
 * @param programs the Temporal command line; {@code ~/.wardbell/bin} unless told otherwise
 */
public record Cache(Path files, Path programs) {
  /** The environment variable that puts both folders somewhere else. */
  public static final String VARIABLE = "WARDBELL_CACHE";

  // File locks belong to a process, so threads of one process exclude each other here.
  private static final Object IN_THIS_PROCESS = new Object();

  /** Returns the user's cache, or the folder that {@value #VARIABLE} names. */
  public static Cache standard() {
    String elsewhere = System.getenv(VARIABLE);
    if (elsewhere != null && !elsewhere.isBlank()) {
      return in(Path.of(elsewhere));
    }
    Path home = Path.of(System.getProperty("user.home"), ".wardbell");
    return new Cache(home.resolve("cache"), home.resolve("bin"));
  }

  /** Returns a cache in this folder; programs go to its {@code bin}. */
  public static Cache in(Path folder) {
    Path absolute = folder.toAbsolutePath();
    return new Cache(absolute, absolute.resolve("bin"));
  }

  /** A filler of a folder that does not exist yet. */
  public interface Filler {
    void fill(Path emptyFolder) throws IOException;
  }

  /**
   * Returns the folder of this name, filled if it does not exist. Two processes may ask at once:
   * one fills, the other waits, and nobody ever sees half of it, because it gets its name only when
   * it is complete.
   */
  public Path once(String name, Filler filler) {
    return once(files.resolve(name), fresh -> fresh, filler);
  }

  /**
   * Returns the program of this name, under the same rule; the filler puts it into the folder it is
   * given.
   */
  public Path program(String name, Filler filler) {
    return once(programs.resolve(name), fresh -> fresh.resolve(name), filler);
  }

  private static Path once(Path wanted, UnaryOperator<Path> result, Filler filler) {
    if (Files.exists(wanted)) {
      return wanted;
    }
    Path parent =
        OwnerOnly.folder(
            wanted.resolveSibling("").toAbsolutePath(),
            "it keeps unpacked programs; name a folder that you may write to in " + VARIABLE);
    String name = String.valueOf(wanted.getFileName());
    synchronized (IN_THIS_PROCESS) {
      try (FileChannel channel = lockFile(parent.resolve(name + ".lock"));
          FileLock _ = channel.lock()) {
        if (!Files.exists(wanted)) {
          removeAbandoned(parent, name);
          Path fresh = Files.createDirectory(parent.resolve(name + ".new-" + UUID.randomUUID()));
          filler.fill(fresh);
          Files.move(result.apply(fresh), wanted, StandardCopyOption.ATOMIC_MOVE);
          removeAbandoned(parent, name);
        }
        return wanted;
      } catch (IOException e) {
        throw new EmbeddedServerException(
            "Cannot fill "
                + wanted
                + " ("
                + OwnerOnly.reason(e)
                + "): check the free disk space"
                + " and the folder's owner, or name another folder in "
                + VARIABLE
                + ".",
            e);
      }
    }
  }

  private static FileChannel lockFile(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void removeAbandoned(Path parent, String name) throws IOException {
    List<Path> abandoned;
    try (Stream<Path> all = Files.list(parent)) {
      abandoned = all.filter(p -> p.getFileName().toString().startsWith(name + ".new-")).toList();
    }
    abandoned.forEach(Cache::removeTree);
  }

  public static void removeTree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "Cannot remove " + folder + " (" + OwnerOnly.reason(e) + "): remove it by hand.", e);
    }
  }
}
