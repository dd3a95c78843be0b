package org.wardbell.api.dashboard.help;

import java.util.List;

/**
 * The content of the help.
 *
 * @param examples checks of a signature
 * @param groups what codes mean, by outcome
 */
public record HelpPage(List<SignatureExample> examples, List<Group> groups) {
  public HelpPage {
    examples = List.copyOf(examples);
    groups = List.copyOf(groups);
  }

  /** Codes with one outcome. */
  public record Group(String outcome, String style, List<Code> codes) {
    public Group {
      codes = List.copyOf(codes);
    }
  }

  /** A code, and what to do. */
  public record Code(String code, String advice) {}
}
