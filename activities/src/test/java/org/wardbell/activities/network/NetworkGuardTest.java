package org.wardbell.activities.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkGuardTest {
  private final NetworkGuard guard = new NetworkGuard(AllowedNetworks.none());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "168.63.129.16",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.170",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.0",
        "192.168.255.255",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::0808:0808",
        "64:ff9b:1::7f00:1",
        "100::1",
        "2001::1",
        "2001:0:7f00:1::1",
        "2001:2::1",
        "2001:20::1",
        "2001:1ff:ffff::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:808:808::1",
        "2a00:1450::5efe:7f00:1",
        "2a00:1450::200:5efe:7f00:1",
        "3fff::1",
        "3fff:fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fdff:ffff::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1"
      })
  void permits_notPublicUnicast_never(String address) {
    assertThat(guard.permits(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "168.63.129.15",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2001:db7:ffff::1",
        "2003::1",
        "2606:4700:4700::1111",
        "2a00:1450:4001::200e",
        "3ffe::1",
        "3fff:1000::1"
      })
  void permits_publicUnicast_always(String address) {
    assertThat(guard.permits(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void permits_mappedAddress_isJudgedAsTheIpv4AddressItConnectsTo() throws Exception {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    mapped[12] = 127;
    mapped[15] = 1;

    assertThat(guard.permits(InetAddress.getByAddress(mapped))).isFalse();
    assertThat(guard.permits(InetAddress.getByAddress("public.example", mapped))).isFalse();
  }

  @Property
  void permits_anyIpv6OutsideGlobalUnicast_never(@ForAll long high, @ForAll long low)
      throws UnknownHostException {
    // Any three upper bits, but not 001.
    long outside = (high >>> 61) == 1 ? high ^ (1L << 63) : high;

    assertThat(guard.permits(address(outside, low))).isFalse();
  }

  @Test
  void allowed_network_isPermittedAndNothingBeyond() {
    NetworkGuard open =
        new NetworkGuard(AllowedNetworks.of(List.of("192.168.7.0/25", "fd12::/16")));

    assertThat(open.permits(InetAddress.ofLiteral("192.168.7.0"))).isTrue();
    assertThat(open.permits(InetAddress.ofLiteral("192.168.7.127"))).isTrue();
    assertThat(open.permits(InetAddress.ofLiteral("192.168.7.128"))).isFalse();
    assertThat(open.permits(InetAddress.ofLiteral("fd12:ffff::1"))).isTrue();
    assertThat(open.permits(InetAddress.ofLiteral("fd13::1"))).isFalse();
    assertThat(open.permits(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
    assertThat(open.permits(InetAddress.ofLiteral("8.8.8.8"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/33,32",
    "10.0.0.0/,32",
    "10.0.0.0/-1,32",
    "10.0.0.1/8,beyond",
    "fd00::1/64,beyond",
    "fd00::/129,128",
    "localhost/8,10.0.0.0/8",
    "10.0.0/8x,32",
    "'',10.0.0.0/8",
    "fe80::1%lo/64,10.0.0.0/8"
  })
  void allowed_malformedNetwork_isExplained(String network, String hint) {
    assertThatThrownBy(() -> AllowedNetworks.of(List.of(network)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(hint);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,true",
    "localhost,true",
    "LOCALHOST,true",
    "[::1],true",
    "::1,true",
    "127.0.0.2,false",
    "localhost.example.com,false",
    "127.0.0.1.example.com,false",
    "'',false"
  })
  void allowed_host_isAnAddressNotAName(String host, boolean contained) {
    assertThat(AllowedNetworks.of(List.of("127.0.0.1", "::1")).containsHost(host))
        .isEqualTo(contained);
  }

  @Test
  void socket_unresolvedOrBlocked_neverConnects() {
    GuardedSocketFactory sockets = new GuardedSocketFactory(guard);

    assertThatThrownBy(
            () -> sockets.createSocket().connect(InetSocketAddress.createUnresolved("a.b", 80)))
        .isInstanceOf(AddressBlockedException.class);
    assertThatThrownBy(() -> sockets.createSocket("127.0.0.1", 9))
        .isInstanceOf(AddressBlockedException.class);
    assertThatThrownBy(() -> sockets.createSocket(InetAddress.getLoopbackAddress(), 9))
        .isInstanceOf(AddressBlockedException.class);
    assertThatThrownBy(() -> sockets.createSocket("::1", 9, InetAddress.getLoopbackAddress(), 0))
        .isInstanceOf(AddressBlockedException.class);
  }

  private static InetAddress address(long high, long low) throws UnknownHostException {
    return InetAddress.getByAddress(
        java.nio.ByteBuffer.allocate(16).putLong(high).putLong(low).array());
  }

  @Test
  void host_thatNamesAnAddress_isRefusedAsTheGuardWould_andANameIsNot() {
    AllowedNetworks open = AllowedNetworks.of(List.of("10.7.0.0/16", "fd12::/16"));
    for (String refused :
        List.of("10.0.0.1", "[::1]", "::1", "localhost", "LOCALHOST", "0x7f.1", "0177.0.0.1")) {
      assertThat(NetworkGuard.refuses(refused, open)).as(refused).isTrue();
    }
    for (String not :
        List.of("10.7.0.1", "[fd12::1]", "8.8.8.8", "[2606:4700::1]", "crm.example.org", "")) {
      assertThat(NetworkGuard.refuses(not, open)).as(not).isFalse();
    }
    AllowedNetworks loopback = AllowedNetworks.of(List.of("127.0.0.0/8"));
    assertThat(NetworkGuard.refuses("localhost", loopback)).isFalse();
  }
}
