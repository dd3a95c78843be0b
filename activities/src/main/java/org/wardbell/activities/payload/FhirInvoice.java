package org.wardbell.activities.payload;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.template.UnrenderableException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code Invoice} (FHIR R4, section 13.10). */
final class FhirInvoice {
  private FhirInvoice() {}

  static ObjectNode of(FhirFacts facts) {
    ObjectNode resource = FhirNodes.resource("Invoice", facts);
    resource.put("status", status(facts));
    FhirNodes.set(resource, "type", FhirNodes.concept(facts.text("bill_title")));
    FhirNodes.set(resource, "subject", FhirNodes.patient(facts));
    FhirNodes.put(resource, "date", facts.dateTime("bill_created_at"));
    ObjectNode doctor = FhirNodes.doctor(facts);
    if (doctor != null) {
      resource.putArray("participant").addObject().set("actor", doctor);
    }
    resource.set("issuer", FhirNodes.clinic(facts, "Organization"));
    String currency = facts.text("currency");
    addItems(resource, facts.value("bill_items"), currency);
    ArrayNode components = FhirNodes.list();
    addComponent(components, "base", amount(facts, "bill_total_amount"), currency);
    addComponent(components, "discount", amount(facts, "bill_discount"), currency);
    if (!components.isEmpty()) {
      resource.set("totalPriceComponent", components);
    }
    ObjectNode total = FhirNodes.money(amount(facts, "bill_actual_amount"), currency);
    FhirNodes.set(resource, "totalNet", total);
    FhirNodes.put(resource, "paymentTerms", facts.text("payment_mode"));
    return resource;
  }

  private static @Nullable BigDecimal amount(FhirFacts facts, String name) {
    return FhirFacts.decimal(facts.value(name));
  }

  private static void addItems(
      ObjectNode resource, @Nullable JsonNode items, @Nullable String currency) {
    if (items == null || !items.isArray() || items.isEmpty()) {
      return;
    }
    ArrayNode lines = resource.putArray("lineItem");
    for (int i = 0; i < items.size(); i++) {
      JsonNode item = items.get(i);
      ObjectNode line = lines.addObject().put("sequence", i + 1);
      ObjectNode what = FhirNodes.concept(FhirFacts.text(item.get("name")));
      line.set(
          "chargeItemCodeableConcept",
          what == null ? FhirNodes.object().put("text", "unknown") : what);
      ArrayNode components = FhirNodes.list();
      addComponent(components, "base", FhirFacts.decimal(item.get("price")), currency);
      BigDecimal quantity = FhirFacts.decimal(item.get("quantity"));
      if (!components.isEmpty()) {
        if (quantity != null) {
          ((ObjectNode) components.get(0)).put("factor", quantity);
        }
        line.set("priceComponent", components);
      }
    }
  }

  private static void addComponent(
      ArrayNode into, String type, @Nullable BigDecimal amount, @Nullable String currency) {
    ObjectNode money = FhirNodes.money(amount, currency);
    if (money != null) {
      ObjectNode component = into.addObject().put("type", type);
      component.set("amount", money);
    }
  }

  private static String status(FhirFacts facts) {
    String type = facts.event().type();
    if (type.equals("bill.deleted")) {
      return "entered-in-error";
    }
    String given = facts.text("bill_payment_status");
    return switch (given == null ? "" : given.toLowerCase(Locale.ROOT)) {
      case "paid" -> "balanced";
      case "" -> type.equals("bill.paid") ? "balanced" : "issued";
      case "unpaid", "pending", "open", "issued", "partial", "partially_paid" -> "issued";
      case "cancelled", "canceled", "void" -> "cancelled";
      default -> throw new UnrenderableException("FHIR has no code for this bill's status");
    };
  }
}
