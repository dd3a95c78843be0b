package org.wardbell.activities.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OwnAddressesTest {
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("1.1.1.1");
  private static final InetAddress OTHER = InetAddress.ofLiteral("2606:4700:4700::1111");

  private final AtomicReference<Set<InetAddress>> interfaces =
      new AtomicReference<>(Set.of(PUBLIC));
  private final AtomicLong now = new AtomicLong();
  private final OwnAddresses own = new OwnAddresses(this::read, now::get);

  private Set<InetAddress> read() throws SocketException {
    if (interfaces.get() == null) {
      throw new SocketException("no interfaces");
    }
    return interfaces.get();
  }

  @Test
  void guard_ownPublicAddress_isClosedUnlessTheOperatorOpensIt() {
    assertThat(new NetworkGuard(AllowedNetworks.none(), own).permits(PUBLIC)).isFalse();
    assertThat(new NetworkGuard(AllowedNetworks.none(), own).permits(OTHER)).isTrue();
    assertThat(new NetworkGuard(AllowedNetworks.of(List.of("1.1.1.1/32")), own).permits(PUBLIC))
        .isTrue();
  }

  @Test
  void addresses_anHourOld_areReadAgain() {
    interfaces.set(Set.of(OTHER));
    assertThat(own.contains(PUBLIC)).isTrue();

    now.addAndGet(Duration.ofMinutes(61).toNanos());

    assertThat(own.contains(PUBLIC)).isFalse();
    assertThat(own.contains(OTHER)).isTrue();
  }

  @Test
  void addresses_thatCannotBeRead_stayAsTheyWere() {
    interfaces.set(null);
    now.addAndGet(Duration.ofMinutes(61).toNanos());

    assertThat(own.contains(PUBLIC)).isTrue();
  }

  @Test
  void addresses_ofThisMachine_areFound() throws Exception {
    OwnAddresses machine = new OwnAddresses();

    assertThat(machine.contains(InetAddress.getLoopbackAddress())).isTrue();
    assertThat(
            OwnAddresses.withoutZone(
                Inet6Address.getByAddress(null, OTHER.getAddress(), /* scope_id= */ 7)))
        .isEqualTo(OTHER);
  }
}
