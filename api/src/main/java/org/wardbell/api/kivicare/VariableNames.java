package org.wardbell.api.kivicare;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of KiviCare's variables in templates, which are ours but for a few. Its credentials are
 * none of ours: the old add-on offered a doctor's Zoom keys.
 */
final class VariableNames {
  /** A placeholder up to the end of the name. */
  private static final Pattern USE = Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_-]*)");

  private static final Map<String, String> RENAMED =
      Map.of(
          // In event templates of KiviCare's calendar; its webhooks say service_names as well.
          "service_name", "service_names",
          // A slip of the old add-on, in events of clinics.
          "doctor_admin_contact_number", "clinic_admin_contact_number");

  private final boolean renames;
  private final Findings findings;

  /** Names already told of. */
  private final Set<String> told = new LinkedHashSet<>();

  /**
   * @param module KiviCare's; of a service, {@code service_name} is a variable of its own
   */
  VariableNames(@Nullable String module, Findings findings) {
    this.renames = !"service".equals(module);
    this.findings = findings;
  }

  /** Returns a text with our names. */
  String ours(String field, String text) {
    Matcher uses = USE.matcher(text);
    StringBuilder ours = new StringBuilder();
    while (uses.find()) {
      String name = uses.group(1);
      if (name.contains("zoom") && told.add(name)) {
        findings.problem(
            "webhook_data." + field,
            "uses {{" + name + "}}, a doctor's Zoom credential",
            "Remove it: Wardbell never gives credentials of people to templates.");
      }
      String other = renames ? RENAMED.get(name) : null;
      if (other != null && told.add(name)) {
        findings.changed(
            field,
            "{{" + name + "}} becomes {{" + other + "}}",
            "Wardbell has it under this name.");
      }
      uses.appendReplacement(
          ours, Matcher.quoteReplacement(other == null ? uses.group() : "{{" + other));
    }
    return uses.appendTail(ours).toString();
  }
}
