package org.wardbell.standalone.server;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.temporal.WorkflowLabels;
import org.wardbell.embedded.mysql.EmbeddedMySql;
import org.wardbell.embedded.mysql.MySqlOptions;
import org.wardbell.embedded.process.Ports;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.embedded.temporal.TemporalOptions;

/**
 * The embedded servers, started on the ports they had last time, where these are free, so that
 * bookmarks stay good.
 */
final class EmbeddedServers {
  private static final String SERVER = "server";
  private static final String MYSQL = "mysql";
  private static final String TEMPORAL = "temporal";
  private static final String TEMPORAL_UI = "temporal-ui";

  private final InstallationOptions options;
  private final SortedMap<String, Integer> last;

  EmbeddedServers(InstallationOptions options) {
    this.options = options;
    this.last = Ports.recorded(options.data());
  }

  EmbeddedMySql startMySql() {
    return EmbeddedMySql.start(
        MySqlOptions.in(options.data())
            .withPort(wanted(options.mySqlPort(), MYSQL))
            .withProgress(options.progress()));
  }

  EmbeddedTemporal startTemporal() {
    return EmbeddedTemporal.start(
        TemporalOptions.in(options.data())
            .withPort(wanted(options.temporalPort(), TEMPORAL))
            .withUiPort(wanted(options.temporalUiPort(), TEMPORAL_UI))
            .withSearchAttributes(WorkflowLabels.types())
            .withProgress(options.progress()));
  }

  private int wanted(int told, String name) {
    int before = last.getOrDefault(name, 0);
    return told == 0 && before != 0 && Ports.isFree(before) ? before : told;
  }

  void recordPorts(int port, @Nullable EmbeddedMySql mySql, @Nullable EmbeddedTemporal temporal) {
    Map<String, Integer> ports = new TreeMap<>(Map.of(SERVER, port));
    if (mySql != null) {
      ports.put(MYSQL, mySql.port());
    }
    if (temporal != null) {
      ports.put(TEMPORAL, temporal.port());
      temporal.uiUrl().ifPresent(url -> ports.put(TEMPORAL_UI, java.net.URI.create(url).getPort()));
    }
    Ports.record(options.data(), ports);
  }
}
