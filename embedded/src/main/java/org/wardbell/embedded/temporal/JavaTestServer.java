package org.wardbell.embedded.temporal;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.Ports;

/**
 * Temporal's Java test server with its clock running normally. The library's own way to give it a
 * port listens on every network interface; this one listens on loopback.
 */
final class JavaTestServer implements AutoCloseable {
  private final TestServicesStarter services;
  private final Server server;

  private JavaTestServer(TestServicesStarter services, Server server) {
    this.services = services;
    this.server = server;
  }

  static JavaTestServer start(int port) {
    TestServicesStarter services = new TestServicesStarter(true, 0);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.ofLiteral(Ports.LOOPBACK), port));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    try {
      return new JavaTestServer(services, builder.build().start());
    } catch (IOException e) {
      services.close();
      throw new EmbeddedServerException(
          "The Java test server cannot use port "
              + port
              + " of 127.0.0.1: choose another port, or leave it out to take a free one.",
          e);
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
    services.close();
  }
}
