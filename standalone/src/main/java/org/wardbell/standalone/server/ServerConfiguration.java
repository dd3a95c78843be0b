package org.wardbell.standalone.server;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.wardbell.api.ApiConfiguration;
import org.wardbell.worker.WorkerConfiguration;

/**
 * The configuration of api and worker side by side. They share one Temporal client, so that the
 * worker takes the first step of a workflow that the api has just started without a round trip
 * (eager start).
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({ApiConfiguration.class, WorkerConfiguration.class})
class ServerConfiguration {
  /**
   * The names of the configuration files, later ones win: the two rooms' defaults, the differences
   * when both run together, then an operator's.
   */
  static final String CONFIGURATION_NAMES =
      "wardbell-worker,wardbell-api,wardbell-standalone,application";
}
