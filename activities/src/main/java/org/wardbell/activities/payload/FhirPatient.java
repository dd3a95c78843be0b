package org.wardbell.activities.payload;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code Patient} (FHIR R4, section 8.1). */
final class FhirPatient {
  private FhirPatient() {}

  static ObjectNode of(FhirFacts facts) {
    ObjectNode resource = FhirNodes.resource("Patient", facts);
    Boolean active = active(facts);
    if (active != null) {
      resource.put("active", active);
    }
    putOne(resource, "name", name(facts));
    ArrayNode telecom = FhirNodes.list();
    addContact(telecom, "phone", facts.text("patient_contact_number"));
    addContact(telecom, "email", facts.text("patient_email"));
    if (!telecom.isEmpty()) {
      resource.set("telecom", telecom);
    }
    FhirNodes.put(resource, "gender", gender(facts.text("patient_gender")));
    FhirNodes.put(resource, "birthDate", facts.date("patient_dob"));
    putOne(resource, "address", address(facts));
    resource.set("managingOrganization", FhirNodes.clinic(facts, "Organization"));
    return resource;
  }

  private static void putOne(ObjectNode resource, String name, ObjectNode value) {
    if (!value.isEmpty()) {
      resource.putArray(name).add(value);
    }
  }

  private static ObjectNode name(FhirFacts facts) {
    ObjectNode name = FhirNodes.object();
    String full = facts.text("patient_full_name");
    FhirNodes.put(name, "text", full == null ? facts.text("patient_name") : full);
    FhirNodes.put(name, "family", facts.text("patient_last_name"));
    String given = facts.text("patient_first_name");
    if (given != null) {
      name.putArray("given").add(given);
    }
    return name;
  }

  private static void addContact(ArrayNode into, String system, @Nullable String value) {
    if (value != null) {
      into.add(FhirNodes.object().put("system", system).put("value", value));
    }
  }

  private static ObjectNode address(FhirFacts facts) {
    ObjectNode address = FhirNodes.object();
    String line = facts.text("patient_address");
    if (line != null) {
      address.putArray("line").add(line);
    }
    FhirNodes.put(address, "city", facts.text("patient_city"));
    FhirNodes.put(address, "postalCode", facts.text("patient_postal_code"));
    FhirNodes.put(address, "country", facts.text("patient_country"));
    return address;
  }

  private static @Nullable Boolean active(FhirFacts facts) {
    if (facts.event().type().equals("patient.deleted")) {
      return false;
    }
    return switch (facts.text("patient_status")) {
      case "active", "true" -> true;
      case "inactive", "false" -> false;
      case null, default -> null;
    };
  }

  private static @Nullable String gender(@Nullable String given) {
    if (given == null) {
      return null;
    }
    return switch (given.toLowerCase(Locale.ROOT)) {
      case "male", "m" -> "male";
      case "female", "f" -> "female";
      case "unknown" -> "unknown";
      default -> "other";
    };
  }
}
