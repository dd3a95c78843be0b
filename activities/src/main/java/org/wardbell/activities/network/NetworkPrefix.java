package org.wardbell.activities.network;

import java.net.InetAddress;

/** A network in CIDR notation (RFC 4632, RFC 4291): the first {@code bits} of an address. */
final class NetworkPrefix {
  private final String text;
  private final byte[] network;
  private final int bits;

  private NetworkPrefix(String text, byte[] network, int bits) {
    this.text = text;
    this.network = network;
    this.bits = bits;
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or one address without a length. Names are not
   * looked up.
   *
   * @throws IllegalArgumentException with a sentence that names the fault
   */
  static NetworkPrefix parse(String text) {
    int slash = text.indexOf('/');
    byte[] network = address(slash < 0 ? text : text.substring(0, slash), text);
    int bits = slash < 0 ? network.length * 8 : length(text.substring(slash + 1), network, text);
    for (int bit = bits; bit < network.length * 8; bit++) {
      if (bitOf(network, bit) != 0) {
        throw new IllegalArgumentException(
            text + " has bits beyond its length; clear them, or write a longer length.");
      }
    }
    return new NetworkPrefix(text, network, bits);
  }

  private static byte[] address(String address, String text) {
    try {
      // A zone says which wire, not which network.
      if (address.indexOf('%') < 0) {
        return InetAddress.ofLiteral(address).getAddress();
      }
    } catch (IllegalArgumentException e) {
      // The sentence below says what is expected instead.
    }
    throw new IllegalArgumentException(
        text + " is not a network; write it like 10.0.0.0/8 or fd00::/8.");
  }

  private static int length(String length, byte[] network, String text) {
    if (length.matches("[0-9]{1,3}") && Integer.parseInt(length) <= network.length * 8) {
      return Integer.parseInt(length);
    }
    throw new IllegalArgumentException(
        text + " has no valid length; it is 0 to " + network.length * 8 + ".");
  }

  /**
   * Returns whether an address (4 or 16 bytes) lies in this network; one of the other family never
   * does.
   */
  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (address[i] != network[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    return rest == 0 || ((address[whole] ^ network[whole]) & (0xFF << (8 - rest)) & 0xFF) == 0;
  }

  private static int bitOf(byte[] bytes, int bit) {
    return (bytes[bit / 8] >> (7 - bit % 8)) & 1;
  }

  @Override
  public String toString() {
    return text;
  }
}
