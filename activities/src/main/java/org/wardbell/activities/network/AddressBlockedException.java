package org.wardbell.activities.network;

import java.net.SocketException;

/** The network guard forbids the address that a connection was about to be made to. */
public final class AddressBlockedException extends SocketException {
  AddressBlockedException() {
    super("The address is private or reserved");
  }
}
