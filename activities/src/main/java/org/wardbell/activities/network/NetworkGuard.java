package org.wardbell.activities.network;

import static org.wardbell.activities.network.OwnAddresses.withoutZone;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The decision whether we may connect to an address: public unicast ones only, none of this
 * machine's, and those that the operator has opened. The tables follow IANA's special-purpose
 * address registries (RFC 6890): every range that they do not call globally reachable is refused,
 * and so are addresses that carry another one inside (translated, tunnelled), because the inner
 * address cannot be judged from here.
 */
public final class NetworkGuard {
  private static final List<NetworkPrefix> NOT_PUBLIC_IPV4 =
      prefixes(
          "0.0.0.0/8", // "this" network; on Linux 0.0.0.0 connects to loopback
          "10.0.0.0/8", // private
          "100.64.0.0/10", // shared by carriers (CGNAT)
          "127.0.0.0/8", // loopback
          "168.63.129.16/32", // Azure's own services, reached from inside its machines only
          "169.254.0.0/16", // link-local; clouds serve credentials at 169.254.169.254
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, and broadcast

  /** All of IPv6 that is public unicast. Mapped, compatible, NAT64, ULA, multicast lie outside. */
  private static final NetworkPrefix GLOBAL_IPV6 = NetworkPrefix.parse("2000::/3");

  private static final List<NetworkPrefix> NOT_PUBLIC_IPV6 =
      prefixes(
          "2001::/23", // protocol assignments: Teredo, benchmarks, ORCHID
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4: carries an IPv4 address
          "3fff::/20"); // documentation

  private final AllowedNetworks allowed;
  private final OwnAddresses own;

  /** Creates a guard with the operator's exceptions. */
  public NetworkGuard(AllowedNetworks allowed) {
    this(allowed, new OwnAddresses());
  }

  NetworkGuard(AllowedNetworks allowed, OwnAddresses own) {
    this.allowed = allowed;
    this.own = own;
  }

  /** Returns whether a connection to this very address may be made. */
  public boolean permits(InetAddress address) {
    boolean open = isPublicUnicast(address.getAddress()) && !own.contains(withoutZone(address));
    return open || allowed.contains(address);
  }

  /**
   * Returns whether a URL's host names an address that no guard with these exceptions permits: as
   * Java reads it or as C does ({@code 0x7f.1}), or as {@code localhost}. Nothing is looked up, so
   * a name is never refused here.
   *
   * @param host as in a URL, an IPv6 address with or without its brackets
   */
  public static boolean refuses(String host, AllowedNetworks allowed) {
    if (allowed.containsHost(host)) {
      return false;
    }
    String literal =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return host.equalsIgnoreCase("localhost")
        || isRefused(literal, allowed, InetAddress::ofLiteral)
        || isRefused(literal, allowed, Inet4Address::ofPosixLiteral);
  }

  private static boolean isRefused(
      String literal, AllowedNetworks allowed, Function<String, InetAddress> reading) {
    try {
      InetAddress address = reading.apply(literal);
      return !isPublicUnicast(address.getAddress()) && !allowed.contains(address);
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }

  private static boolean isPublicUnicast(byte[] address) {
    if (address.length == 4) {
      return isOutside(NOT_PUBLIC_IPV4, address);
    }
    return GLOBAL_IPV6.contains(address)
        && isOutside(NOT_PUBLIC_IPV6, address)
        && !isIsatap(address);
  }

  private static boolean isOutside(List<NetworkPrefix> networks, byte[] address) {
    for (NetworkPrefix network : networks) {
      if (network.contains(address)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether an address is ISATAP (RFC 5214, section 6.1), which puts an IPv4 address behind
   * 0:5efe or 200:5efe in any network.
   */
  private static boolean isIsatap(byte[] address) {
    return (address[8] == 0 || address[8] == 2)
        && address[9] == 0
        && address[10] == 0x5e
        && address[11] == (byte) 0xfe;
  }

  private static List<NetworkPrefix> prefixes(String... networks) {
    return Stream.of(networks).map(NetworkPrefix::parse).toList();
  }
}
