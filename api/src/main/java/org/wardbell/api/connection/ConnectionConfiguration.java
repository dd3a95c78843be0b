package org.wardbell.api.connection;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Configuration;
import org.wardbell.api.access.TrustedProxies;

/** The wiring of the sweep over connections, one for each port that is listened on. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConnectionSettings.class)
class ConnectionConfiguration
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, DisposableBean {
  private final ConnectionSettings settings;
  private final TrustedProxies proxies;
  private final MeterRegistry meters;
  private final List<ConnectionSweep> sweeps = new ArrayList<>();

  ConnectionConfiguration(
      ConnectionSettings settings, TrustedProxies proxies, MeterRegistry meters) {
    this.settings = settings;
    this.proxies = proxies;
    this.meters = meters;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.setProtocol(WatchedNioProtocol.class.getName());
    ServedRequests served = new ServedRequests();
    factory.addEngineValves(served);
    factory.addConnectorCustomizers(connector -> watch(connector, served));
  }

  private void watch(Connector connector, ServedRequests served) {
    if (connector.getProtocolHandler() instanceof WatchedNioProtocol protocol) {
      sweeps.add(
          new ConnectionSweep(
              settings,
              proxies,
              protocol,
              served,
              // A platform thread: it must run when every carrier of virtual threads is busy.
              Executors.newSingleThreadScheduledExecutor(
                  Thread.ofPlatform().daemon().name("connection-sweep").factory()),
              meters));
    }
  }

  @Override
  public void destroy() {
    sweeps.forEach(ConnectionSweep::close);
  }
}
