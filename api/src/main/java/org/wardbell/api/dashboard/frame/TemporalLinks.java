package org.wardbell.api.dashboard.frame;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Links to Temporal's web UI, where the operator said that people find it. */
@Component
public final class TemporalLinks {
  private final @Nullable String address;
  private final String namespace;

  TemporalLinks(
      @Value("${wardbell.temporal-ui-url:}") String address,
      @Value("${spring.temporal.namespace:default}") String namespace) {
    this.address = address.matches("https?://.+") ? address.replaceFirst("/+$", "") : null;
    this.namespace = namespace;
  }

  /** Returns the address of a workflow's page, or null if nobody said where the UI is. */
  public @Nullable String workflow(@Nullable String id) {
    return address == null || id == null
        ? null
        : address + "/namespaces/" + encoded(namespace) + "/workflows/" + encoded(id);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
