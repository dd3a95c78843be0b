package org.wardbell.standalone.endtoend;

import java.util.UUID;

/** A webhook that the API made, the receiver's path it calls, and the secret it signs with. */
record TestWebhook(UUID id, String path, String secret) {}
