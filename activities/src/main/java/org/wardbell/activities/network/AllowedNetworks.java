package org.wardbell.activities.network;

import java.net.InetAddress;
import java.util.List;

/**
 * Networks that are not public and that the operator of this installation has opened, for instance
 * the clinic's own. Set at the start of the process, never by an administrator of webhooks.
 */
public final class AllowedNetworks {
  private static final AllowedNetworks NONE = new AllowedNetworks(List.of());

  private final List<NetworkPrefix> networks;

  private AllowedNetworks(List<NetworkPrefix> networks) {
    this.networks = networks;
  }

  /** Returns no networks, so that only public addresses are allowed: the default. */
  public static AllowedNetworks none() {
    return NONE;
  }

  /**
   * Reads networks in CIDR notation, such as {@code 192.168.7.0/24} or {@code fd12::/16}.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public static AllowedNetworks of(List<String> networks) {
    return new AllowedNetworks(networks.stream().map(NetworkPrefix::parse).toList());
  }

  /** Returns whether an address lies in one of them. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return networks.stream().anyMatch(network -> network.contains(bytes));
  }

  /**
   * Returns whether a URL's host is an address in one of them, or {@code localhost} while a
   * loopback address is. Nothing is looked up: other names are never in a network, regardless of
   * their addresses today.
   *
   * @param host as in a URL, an IPv6 address with or without its brackets
   */
  public boolean containsHost(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return contains(InetAddress.getLoopbackAddress());
    }
    String literal =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    try {
      return contains(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return networks.toString();
  }
}
