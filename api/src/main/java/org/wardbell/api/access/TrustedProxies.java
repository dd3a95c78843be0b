package org.wardbell.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * The reverse proxies whose {@code X-Forwarded-For} is believed. Each proxy adds the address that
 * it saw at the end of the list, so the list is read from there, as far as proxies of ours wrote
 * it; what a client wrote itself stands before that.
 */
public final class TrustedProxies {
  private static final String HEADER = "X-Forwarded-For";

  /** More proxies than stand in front of anything; the rest of a list is not looked at. */
  private static final int LONGEST = 20;

  private final List<IpAddressMatcher> networks;

  /**
   * @param networks addresses, or networks in CIDR notation
   * @throws IllegalArgumentException if one is neither
   */
  TrustedProxies(List<String> networks) {
    this.networks = networks.stream().map(String::strip).map(TrustedProxies::network).toList();
  }

  /**
   * Refuses an operator's list that cannot be, before anything is started for it.
   *
   * @throws IllegalArgumentException with what is right
   */
  public static void check(List<String> networks) {
    var _ = new TrustedProxies(networks);
  }

  private static IpAddressMatcher network(String text) {
    try {
      return new IpAddressMatcher(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "WARDBELL_TRUSTED_PROXIES must be addresses or networks with commas between, as"
              + " 127.0.0.1,10.0.0.0/8",
          wrong);
    }
  }

  /** Returns the address of the client that a request comes from, in its usual form. */
  String client(HttpServletRequest request) {
    String client = request.getRemoteAddr();
    if (networks.isEmpty() || !trusts(client)) {
      return client;
    }
    for (String forwarded : forwarded(request)) {
      String address = literal(forwarded);
      if (address.isEmpty()) {
        return client;
      }
      client = address;
      if (!trusts(client)) {
        return client;
      }
    }
    return client;
  }

  /** Returns the last addresses of the list, the newest first. */
  private static List<String> forwarded(HttpServletRequest request) {
    List<String> all = new ArrayList<>();
    for (String header : Collections.list(request.getHeaders(HEADER))) {
      all.addAll(List.of(header.split(",", -1)));
    }
    List<String> last = all.subList(Math.max(0, all.size() - LONGEST), all.size());
    return last.reversed();
  }

  /** Returns whether an address is one of theirs. */
  public boolean trusts(String address) {
    return networks.stream().anyMatch(network -> network.matches(address));
  }

  /** Returns an address as Java writes it, or nothing if the text is none. */
  private static String literal(String text) {
    try {
      return InetAddress.ofLiteral(text.strip()).getHostAddress();
    } catch (IllegalArgumentException noAddress) {
      return "";
    }
  }
}
