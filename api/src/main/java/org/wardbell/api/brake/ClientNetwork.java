package org.wardbell.api.brake;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/**
 * The network of a client, as far as one customer has it: an IPv4 address, or the /64 of an IPv6
 * one.
 */
public final class ClientNetwork {
  /** The bytes of an IPv6 address that name a network: one customer has all that is behind it. */
  private static final int NETWORK_BYTES = 8;

  /** No address is longer; a proxy may have written something else. */
  private static final int LONGEST_NAME = 64;

  private ClientNetwork() {}

  /** Returns the name of an address's network. */
  public static String of(String address) {
    try {
      if (address.indexOf(':') >= 0
          && InetAddress.ofLiteral(address) instanceof Inet6Address version6) {
        return HexFormat.of().formatHex(version6.getAddress(), 0, NETWORK_BYTES);
      }
    } catch (IllegalArgumentException noAddress) {
      // A proxy's own name for it.
    }
    return address.length() > LONGEST_NAME ? address.substring(0, LONGEST_NAME) : address;
  }
}
