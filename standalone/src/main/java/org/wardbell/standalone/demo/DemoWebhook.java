package org.wardbell.standalone.demo;

import java.nio.charset.StandardCharsets;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.standalone.receive.SignatureCheck;

/**
 * A webhook of the demo.
 *
 * @param id as the API gave it
 * @param name as a person reads it
 * @param path where the receiver hears it
 * @param secret the signing secret, which the API shows once
 */
record DemoWebhook(String id, String name, String path, String secret) {
  @Override
  public String toString() {
    return name;
  }

  /** Returns whether a request that came for it was signed with its secret. */
  boolean signed(ReceivedRequest request) {
    return SignatureCheck.with(secret)
        .passes(request::header, request.text().getBytes(StandardCharsets.UTF_8));
  }
}
