package org.wardbell.embedded.process;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Loopback ports: finding free ones, and the record in the data folder of those in use. */
public final class Ports {
  /** The record's name inside the data folder; one {@code name=port} per line. */
  public static final String FILE = "ports.properties";

  public static final String LOOPBACK = "127.0.0.1";

  private static final int PROBE_TIMEOUT_MILLIS = 500;

  private Ports() {}

  /**
   * Returns a port of 127.0.0.1 that nobody listens on at this moment. Somebody may take it before
   * you do, so be ready to ask again.
   */
  public static int free() {
    return free(1).getFirst();
  }

  /** Returns several different ports like that of {@link #free()}. */
  public static List<Integer> free(int count) {
    List<ServerSocket> open = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket();
        open.add(socket);
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), 0));
      }
      List<Integer> ports = open.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : open) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "No free port on 127.0.0.1 (" + e.getMessage() + "): end programs that hold many.", e);
    }
  }

  /** Returns whether a server could listen on this port of 127.0.0.1 now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  public static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port), PROBE_TIMEOUT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Writes which ports are in use to {@value #FILE} in the data folder, for people and scripts. */
  public static void record(Path dataFolder, Map<String, Integer> ports) {
    OwnerOnly.folder(dataFolder);
    String lines =
        new TreeMap<>(ports)
            .entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue() + "\n")
                .collect(Collectors.joining());
    OwnerOnly.write(dataFolder.resolve(FILE), lines);
  }

  /** Returns the ports recorded last in this data folder, by name; empty if there is no record. */
  public static SortedMap<String, Integer> recorded(Path dataFolder) {
    SortedMap<String, Integer> ports = new TreeMap<>();
    Path file = dataFolder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return ports;
    }
    Properties lines = new Properties();
    try {
      lines.load(new StringReader(Files.readString(file)));
      for (String name : lines.stringPropertyNames()) {
        ports.put(name, Integer.valueOf(lines.getProperty(name).strip()));
      }
      return ports;
    } catch (IOException | NumberFormatException e) {
      throw new EmbeddedServerException(
          "Cannot read " + file + ": delete it, it is written again at the next start.", e);
    }
  }
}
