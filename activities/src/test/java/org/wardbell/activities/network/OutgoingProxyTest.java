package org.wardbell.activities.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingProxyTest {
  @Test
  void proxy_withCredentials_showsThemToNobody() {
    OutgoingProxy proxy = OutgoingProxy.parse("http://user:pa:ss@proxy.example.org:3128/");

    assertThat(proxy.host()).isEqualTo("proxy.example.org");
    assertThat(proxy.port()).isEqualTo(3128);
    assertThat(proxy.authorization()).isEqualTo("Basic dXNlcjpwYTpzcw==");
    assertThat(proxy).hasToString("http://proxy.example.org:3128");
  }

  @Test
  void proxy_byAddress_isTaken() {
    assertThat(OutgoingProxy.parse("http://[2001:db8::1]:8080").host()).isEqualTo("2001:db8::1");
    assertThat(OutgoingProxy.parse("http://10.0.0.1:8080").authorization()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy:3128",
        "http://proxy",
        "https://proxy:3128",
        "socks5://proxy:1080",
        "http://proxy:0",
        "http://proxy:99999",
        "http://secret@proxy:3128",
        "http://proxy:3128/path",
        "http://pro xy:3128",
      })
  void text_thatIsNoProxy_isRefusedWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> OutgoingProxy.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("WARDBELL_PROXY")
        .hasMessageNotContaining("secret");
  }
}
