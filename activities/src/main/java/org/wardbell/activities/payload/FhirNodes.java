package org.wardbell.activities.payload;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The parts that FHIR resources are made of. A part without a value is left out. */
final class FhirNodes {
  private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

  private FhirNodes() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode list() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Returns a resource with the record's id as its identifier. */
  static ObjectNode resource(String type, FhirFacts facts) {
    ObjectNode resource = object().put("resourceType", type);
    ObjectNode identifier = identifier(facts, facts.recordId());
    if (identifier != null) {
      resource.putArray("identifier").add(identifier);
    }
    return resource;
  }

  private static @Nullable ObjectNode identifier(FhirFacts facts, @Nullable String value) {
    return value == null ? null : object().put("system", clinic(facts)).put("value", value);
  }

  private static String clinic(FhirFacts facts) {
    return "urn:uuid:" + facts.event().clinic().id();
  }

  static void put(ObjectNode into, String name, @Nullable String value) {
    if (value != null) {
      into.put(name, value);
    }
  }

  /** Adds an element that must be there: its value, or the words that it is unknown. */
  static void require(ObjectNode into, String name, @Nullable String value) {
    if (value != null) {
      into.put(name, value);
      return;
    }
    ObjectNode extension = object().put("url", ABSENT).put("valueCode", "unknown");
    into.putObject("_" + name).putArray("extension").add(extension);
  }

  /** Returns {@code {"text": …}}, a CodeableConcept in words; null without a text. */
  static @Nullable ObjectNode concept(@Nullable String text) {
    return text == null ? null : object().put("text", text);
  }

  /**
   * Returns a reference by identifier, because we do not know the address of the other resource;
   * null if there is nothing to say.
   */
  static @Nullable ObjectNode reference(
      FhirFacts facts, String type, @Nullable String id, @Nullable String display) {
    if (id == null && display == null) {
      return null;
    }
    ObjectNode reference = object().put("type", type);
    ObjectNode identifier = identifier(facts, id);
    if (identifier != null) {
      reference.set("identifier", identifier);
    }
    put(reference, "display", display);
    return reference;
  }

  static @Nullable ObjectNode patient(FhirFacts facts) {
    return reference(facts, "Patient", facts.text("patient_id"), facts.text("patient_name"));
  }

  static @Nullable ObjectNode doctor(FhirFacts facts) {
    return reference(facts, "Practitioner", facts.text("doctor_id"), facts.text("doctor_name"));
  }

  /** Returns the clinic itself, as an Organization or a Location. */
  static ObjectNode clinic(FhirFacts facts, String type) {
    ObjectNode reference = object().put("type", type);
    reference
        .putObject("identifier")
        .put("system", "urn:ietf:rfc:3986")
        .put("value", clinic(facts));
    put(reference, "display", facts.text("clinic_name"));
    return reference;
  }

  static void set(ObjectNode into, String name, @Nullable ObjectNode value) {
    if (value != null) {
      into.set(name, value);
    }
  }

  /** Returns an amount; the currency only if it is one (ISO 4217). */
  static @Nullable ObjectNode money(@Nullable BigDecimal value, @Nullable String currency) {
    if (value == null) {
      return null;
    }
    ObjectNode money = object().put("value", value);
    String code = currency == null ? "" : currency.toUpperCase(Locale.ROOT);
    if (Currency.getAvailableCurrencies().stream()
        .anyMatch(known -> known.getCurrencyCode().equals(code))) {
      money.put("currency", code);
    }
    return money;
  }
}
