package org.wardbell.activities.network;

import java.net.SocketException;

/** A connection that was not made, because the network guard forbids its address. */
public final class AddressBlockedException extends SocketException {
  AddressBlockedException() {
    super("The address is private or reserved");
  }
}
