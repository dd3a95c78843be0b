package org.wardbell.standalone.storm.traffic;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.standalone.receive.SignatureCheck;
import org.wardbell.standalone.storm.invariant.WebhookFacts;

/** A webhook of a storm, with every signing secret that it ever had. */
final class StormWebhook {
  private final WebhookFacts facts;
  private final List<SignatureCheck> secrets = new CopyOnWriteArrayList<>();

  StormWebhook(UUID id, UUID clinic, String path, Set<String> types, boolean steady) {
    this.facts = new WebhookFacts(id, clinic, path, types, steady);
  }

  WebhookFacts facts() {
    return facts;
  }

  void knows(String secret) {
    secrets.add(SignatureCheck.with(secret));
  }

  /** Returns whether a request has a signature of one of the secrets. */
  boolean isSigned(ReceivedRequest request) {
    return secrets.stream()
        .anyMatch(each -> each.passes(request::header, request.body().toArray()));
  }
}
