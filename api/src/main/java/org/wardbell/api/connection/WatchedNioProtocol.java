package org.wardbell.api.connection;

import java.util.Set;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** Tomcat's own protocol, which lets its open connections be seen. Tomcat makes it by its name. */
public final class WatchedNioProtocol extends Http11NioProtocol {
  /** Returns the open connections, in no order; a view that changes meanwhile. */
  Set<SocketWrapperBase<NioChannel>> connections() {
    return getEndpoint().getConnections();
  }
}
