package org.wardbell.standalone;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.wardbell.embedded.Requirement;
import org.wardbell.embedded.process.Ports;
import org.wardbell.standalone.server.RunningWardbell;

/** The server's own requirements on the machine: a JDK, memory, disk, a data folder and a port. */
final class MachineRequirements {
  private static final int OLDEST_JAVA = 25;

  /** The server 600 MB, MySQL 350 MB, Temporal 200 MB, and room to breathe. */
  private static final long MEMORY_BYTES = 1536L * 1024 * 1024;

  /** MySQL's log and system files 500 MB, and a month of a busy clinic. */
  private static final long DISK_BYTES = 2L * 1024 * 1024 * 1024;

  private static final double GIGABYTE = 1024.0 * 1024 * 1024;

  private MachineRequirements() {}

  static List<Requirement> check(Path data, int port) {
    return List.of(java(), memory(), disk(data), folder(data), port(port));
  }

  private static Requirement java() {
    int version = Runtime.version().feature();
    String found = Runtime.version() + " in " + System.getProperty("java.home");
    return version >= OLDEST_JAVA
        ? Requirement.met("JDK", found)
        : Requirement.unmet("JDK", found, "install JDK 25 or newer, for example from adoptium.net");
  }

  private static Requirement memory() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long total = system.getTotalMemorySize();
    String found = "%.1f GB, %d cores".formatted(total / GIGABYTE, system.getAvailableProcessors());
    return total >= MEMORY_BYTES
        ? Requirement.met("memory", found)
        : Requirement.unmet("memory", found, "give the machine at least 1.5 GB");
  }

  private static Requirement disk(Path data) {
    Path existing = nearestExisting(data);
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      String found = "%.1f GB free at %s".formatted(free / GIGABYTE, existing);
      return free >= DISK_BYTES
          ? Requirement.met("disk", found)
          : Requirement.unmet("disk", found, "free at least 2 GB, or choose another --data DIR");
    } catch (IOException e) {
      return Requirement.unmet("disk", "cannot look at " + existing, "choose another --data DIR");
    }
  }

  private static Requirement folder(Path data) {
    Path existing = nearestExisting(data);
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      return Requirement.unmet(
          "data folder",
          existing + " is not a folder that you may write to",
          "choose another --data DIR, or change its owner");
    }
    if (!existing.equals(data.toAbsolutePath().normalize())) {
      return Requirement.met("data folder", data + " is made at the first start");
    }
    return mode(data);
  }

  /**
   * Checks the mode of the data folder. The folders of the servers inside are closed to others;
   * only write access to the folder above them would let somebody in.
   */
  private static Requirement mode(Path data) {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(data);
      String found = data + " (" + PosixFilePermissions.toString(mode) + ")";
      return mode.contains(PosixFilePermission.OTHERS_WRITE)
              || mode.contains(PosixFilePermission.GROUP_WRITE)
          ? Requirement.unmet(
              "data folder", found + ": others may write to it", "chmod go-w " + data)
          : Requirement.met("data folder", found);
    } catch (IOException | UnsupportedOperationException e) {
      return Requirement.unmet(
          "data folder", "cannot read the permissions of " + data, "choose another --data DIR");
    }
  }

  private static Requirement port(int port) {
    String name = "port " + port;
    if (Ports.isFree(port)) {
      return Requirement.met(name, "free");
    }
    return RunningWardbell.answersAt(URI.create("http://" + Ports.LOOPBACK + ":" + port))
        ? Requirement.met(name, "a Wardbell runs there already; ./wardbell open shows it")
        : Requirement.unmet(
            name,
            "another program listens there",
            "end that program, or start with --port and another number");
  }

  private static Path nearestExisting(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    while (!Files.exists(path)) {
      Path parent = path.getParent();
      if (parent == null) {
        return path;
      }
      path = parent;
    }
    return path;
  }
}
