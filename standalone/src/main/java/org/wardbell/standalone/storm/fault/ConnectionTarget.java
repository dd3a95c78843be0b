package org.wardbell.standalone.storm.fault;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.wardbell.simulator.gate.FaultProxy;

/** The connections to a server, which all lead through a proxy. */
public final class ConnectionTarget implements FaultTarget {
  /** A piece of bytes waits for this share of the fault; an exchange has several of them. */
  private static final int PIECES = 20;

  private final String name;
  private final FaultProxy proxy;

  public ConnectionTarget(String name, FaultProxy proxy) {
    this.name = name;
    this.proxy = proxy;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int suffer(Fault fault, BooleanSupplier wanted) {
    switch (fault.kind()) {
      case CUT -> proxy.cut();
      case HALF_OPEN -> {
        proxy.halfOpen();
        Pauses.atMost(fault.lasts(), wanted);
        proxy.cut();
      }
      case LOSE_ANSWERS -> {
        proxy.loseAnswers();
        Pauses.atMost(fault.lasts(), wanted);
        proxy.cut();
      }
      case DELAY -> {
        proxy.delay(fault.lasts().dividedBy(PIECES));
        Pauses.atMost(fault.lasts(), wanted);
        proxy.delay(Duration.ZERO);
      }
      default -> throw new IllegalArgumentException(fault.kind().name());
    }
    return 0;
  }

  @Override
  public boolean revive() {
    return false;
  }
}
