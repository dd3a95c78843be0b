package org.wardbell.activities.http;

import java.util.List;
import org.wardbell.workflows.webhook.Header;

/** The kept part of an answer: its headers (capped) and the first 16 KiB of its body. */
public record ReceivedResponse(List<Header> headers, byte[] body, boolean truncated) {
  public ReceivedResponse {
    headers = List.copyOf(headers);
  }
}
