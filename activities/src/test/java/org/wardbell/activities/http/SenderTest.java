package org.wardbell.activities.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.simulator.receiver.ReceiverSimulator;

/** A sender that may reach loopback addresses, and a receiver there. */
abstract class SenderTest {
  static final AllowedNetworks LOOPBACK = AllowedNetworks.of(List.of("127.0.0.0/8"));
  static final Duration PATIENT = Duration.ofSeconds(10);
  static final Duration SHORT = Duration.ofMillis(400);

  final WebhookSender sender = new WebhookSender(LOOPBACK);
  ReceiverSimulator receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = ReceiverSimulator.start(0);
  }

  @AfterEach
  void stop() {
    sender.close();
    receiver.close();
  }
}
