package org.wardbell.api.dashboard.settings.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.frame.Addresses;

/** The filter of the audit trail as it stands in the address; names are those of REST. */
public record AuditQuestion(
    @Nullable String actor,
    @Nullable String action,
    @Nullable String target,
    @Nullable String from,
    @Nullable String to) {
  static final String PATH = "/settings/audit";

  static final AuditQuestion ANY = new AuditQuestion(null, null, null, null, null);

  /** Returns whether nothing is filtered. */
  public boolean isAny() {
    return equals(ANY);
  }

  String address(@Nullable String cursor) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Addresses.put(parameters, "actor", actor);
    Addresses.put(parameters, "action", action);
    Addresses.put(parameters, "target", target);
    Addresses.put(parameters, "from", from);
    Addresses.put(parameters, "to", to);
    Addresses.put(parameters, "cursor", cursor);
    return Addresses.of(PATH, parameters);
  }
}
