package org.wardbell.standalone.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** The address and port that the server is to listen on. */
final class ListeningPort {
  private ListeningPort() {}

  /**
   * Returns whether the server could listen there now; asked before MySQL is started, so that the
   * answer comes at once.
   *
   * @throws CannotStart if the address is none, or not this machine's
   */
  static boolean isFree(String bind, int port) {
    InetAddress address = address(bind);
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, 0));
    } catch (IOException e) {
      throw new CannotStart(
          "--bind "
              + bind
              + " is not an address of this machine: use 127.0.0.1, 0.0.0.0 or one of its own.",
          e);
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns an address for a person on this machine: no browser opens 0.0.0.0. */
  static String inUrl(String bind) {
    InetAddress address = address(bind);
    if (address.isAnyLocalAddress()) {
      return InstallationOptions.LOOPBACK;
    }
    return bind.indexOf(':') < 0 ? bind : "[" + bind + "]";
  }

  private static InetAddress address(String bind) {
    try {
      return InetAddress.getByName(bind);
    } catch (UnknownHostException e) {
      throw new CannotStart("--bind " + bind + " is not an address: write it like 127.0.0.1.", e);
    }
  }
}
