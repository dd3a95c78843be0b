package org.wardbell.embedded.process;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.wardbell.embedded.mysql.EmbeddedMySql;
import org.wardbell.embedded.mysql.EmbeddedMySqlTest;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.embedded.temporal.EmbeddedTemporalTest;

/**
 * The main class of the JVM that {@link LeftoverTest} kills: starts both servers, prints their
 * process ids and waits.
 */
final class StartsServers {
  static final String PREFIX = "started process ";

  private StartsServers() {}

  public static void main(String[] arguments) throws InterruptedException {
    Path folder = Path.of(arguments[0]);
    EmbeddedMySql mySql = EmbeddedMySql.start(EmbeddedMySqlTest.quick(folder));
    EmbeddedTemporal temporal = EmbeddedTemporal.start(EmbeddedTemporalTest.options(folder));
    System.out.println(PREFIX + mySql.pid());
    System.out.println(PREFIX + temporal.pid().orElseThrow());
    new CountDownLatch(1).await();
  }
}
