package org.wardbell.api.delivery;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.wardbell.activities.preview.CurlText;

/** A request as a command for curl. */
@Schema(name = "CurlCommand")
record CurlView(
    @Schema(
            description =
                "For a POSIX shell. It has the event's data and the webhook's whole URL; credentials are variables.")
        String command,
    @Schema(
            description =
                "Variables that have to be set before it runs; those of a query and of a urlencoded form percent-encoded.",
            example = "[\"WEBHOOK_HEADER_AUTHORIZATION\"]")
        List<String> variables) {
  CurlView {
    variables = List.copyOf(variables);
  }

  /** Hides the event's data. */
  @Override
  public String toString() {
    return "CurlView[" + variables + "]";
  }

  static CurlView of(CurlText text) {
    return new CurlView(text.command(), text.variables());
  }
}
