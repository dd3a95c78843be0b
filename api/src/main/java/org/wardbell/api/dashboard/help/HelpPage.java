package org.wardbell.api.dashboard.help;

import java.util.List;

/** The content of the help: what codes mean, in groups by outcome. */
public record HelpPage(List<Group> groups) {
  public HelpPage {
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
