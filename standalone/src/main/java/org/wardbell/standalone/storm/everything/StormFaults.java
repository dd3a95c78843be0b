package org.wardbell.standalone.storm.everything;

import java.time.Duration;
import java.util.Map;
import org.wardbell.standalone.storm.fault.ConnectionTarget;
import org.wardbell.standalone.storm.fault.FaultKind;
import org.wardbell.standalone.storm.fault.FaultMix;
import org.wardbell.standalone.storm.fault.FaultStorm;
import org.wardbell.standalone.storm.fault.ProcessTarget;
import org.wardbell.standalone.storm.stage.StormServers;
import org.wardbell.standalone.storm.traffic.Traffic;

/** The faults of this storm: what happens to whom, and how often. */
final class StormFaults {
  /** A product's process has some twenty seconds of work between two faults. */
  private static final FaultMix PRODUCT =
      mix(Map.of(FaultKind.KILL, 6, FaultKind.STOP, 1), 3, 35, 12);

  /** Starts within two seconds; all others have trouble while it is away. */
  private static final FaultMix MYSQL = mix(Map.of(FaultKind.KILL, 5, FaultKind.STOP, 2), 5, 25, 6);

  private static final FaultMix TEMPORAL =
      mix(Map.of(FaultKind.KILL, 10, FaultKind.STOP, 3, FaultKind.WIPE, 1), 3, 18, 8);

  private static final FaultMix CONNECTIONS =
      mix(
          Map.of(
              FaultKind.CUT,
              4,
              FaultKind.HALF_OPEN,
              2,
              FaultKind.LOSE_ANSWERS,
              3,
              FaultKind.DELAY,
              3),
          5,
          40,
          5);

  private StormFaults() {}

  private static FaultMix mix(
      Map<FaultKind, Integer> weights, int shortest, int longest, int longestFault) {
    return new FaultMix(
        weights,
        Duration.ofSeconds(shortest),
        Duration.ofSeconds(longest),
        Duration.ofSeconds(longestFault));
  }

  /** Lets them begin. */
  static void begin(FaultStorm storm, StormServers servers, Traffic traffic) {
    storm.begin(new ProcessTarget(servers.apiProcess()), PRODUCT);
    servers.workerProcesses().forEach(worker -> storm.begin(new ProcessTarget(worker), PRODUCT));
    storm.begin(new ProcessTarget(servers.mySqlProcess()), MYSQL);
    storm.begin(new ProcessTarget(servers.temporalProcess()), TEMPORAL);
    storm.begin(new ConnectionTarget("to MySQL", servers.proxyToMySql()), CONNECTIONS);
    storm.begin(new ConnectionTarget("to Temporal", servers.proxyToTemporal()), CONNECTIONS);
    storm.begin(new ConnectionTarget("to receivers", traffic.proxy()), CONNECTIONS);
  }
}
