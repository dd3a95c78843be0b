package org.wardbell.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PortsTest {
  private final TestFolder folder = new TestFolder();

  @AfterEach
  void removeFolder() {
    folder.close();
  }

  @Test
  void port_withListener_isNotFree() throws IOException {
    int port = Ports.free();
    assertThat(Ports.isFree(port)).isTrue();
    try (ServerSocket listener = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(Ports.isFree(listener.getLocalPort())).isFalse();
    }
  }

  @Test
  void record_writtenTwice_holdsTheLast() {
    Ports.record(folder.path(), Map.of("http", 1, "mysql", 2));
    Ports.record(folder.path(), Map.of("http", 8080, "mysql", 3306));
    assertThat(Ports.recorded(folder.path()))
        .containsExactly(entry("http", 8080), entry("mysql", 3306));
    assertThat(folder.path().resolve(Ports.FILE)).hasContent("http=8080\nmysql=3306\n");
  }

  @Test
  void record_ofNewFolder_isEmpty() {
    assertThat(Ports.recorded(folder.path())).isEmpty();
  }
}
