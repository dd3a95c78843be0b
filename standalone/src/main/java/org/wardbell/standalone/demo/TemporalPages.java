package org.wardbell.standalone.demo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.wardbell.embedded.temporal.EmbeddedTemporal;

/** Addresses of pages in Temporal's web UI. */
final class TemporalPages {
  private TemporalPages() {}

  /** Returns the page of one workflow; its id stands in the path, so its slash is encoded. */
  static String workflow(String uiUrl, String workflowId) {
    return all(uiUrl) + "/" + URLEncoder.encode(workflowId, StandardCharsets.UTF_8);
  }

  static String all(String uiUrl) {
    return uiUrl + "/namespaces/" + EmbeddedTemporal.NAMESPACE + "/workflows";
  }
}
