package org.wardbell.activities.webhook.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.payload.FhirWriter;
import org.wardbell.activities.template.TemplateTarget;
import org.wardbell.activities.template.Variables;
import org.wardbell.activities.webhook.draft.PayloadDraft;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;

/**
 * The rule for a webhook's payload. The format follows from the given parts, unless it is named.
 */
final class PayloadRule {
  private final BodyRule bodies;

  PayloadRule(Variables samples) {
    this.bodies = new BodyRule(samples);
  }

  Payload check(PayloadDraft draft, HttpMethod method, VariableRule variables, Problems problems) {
    PayloadFormat format = format(draft, problems);
    checkParts(draft, format, problems);
    checkMethod(format, method, problems);
    String contentType = ContentTypeRule.check(draft.contentType(), format, problems);
    if (format == PayloadFormat.TEMPLATE && draft.body() != null) {
      bodies.check(draft.body(), contentType, variables, problems);
    }
    if (format == PayloadFormat.TRANSFORM) {
      ExpressionRule.check("transform", draft.transform(), problems);
    }
    List<Header> form =
        ParameterRules.inBody("form", TemplateTarget.TEXT, new FormRule())
            .check(draft.form(), variables, problems);
    return new Payload(
        format,
        detail(draft.detail(), problems),
        contentType,
        format == PayloadFormat.TEMPLATE ? draft.body() : null,
        format == PayloadFormat.FORM ? form : List.of(),
        format == PayloadFormat.TRANSFORM ? draft.transform() : null);
  }

  /** Checks that each event that may come has its resource. */
  static void checkEvents(Payload payload, List<String> patterns, Problems problems) {
    if (payload.format() != PayloadFormat.FHIR) {
      return;
    }
    for (String pattern : patterns) {
      if (!FhirWriter.fits(pattern)) {
        problems.add(
            "events",
            "No FHIR resource fits " + pattern + ".",
            "Subscribe to appointment.*, patient.*, encounter.* and bill.* only, or change the format.");
      }
    }
  }

  private static PayloadFormat format(PayloadDraft draft, Problems problems) {
    if (draft.format() == null) {
      return inferred(draft);
    }
    PayloadFormat format = named(PayloadFormat.class, draft.format());
    if (format == null) {
      problems.add(
          "format", "There is no such format.", "Use one of " + names(PayloadFormat.class) + ".");
    }
    return Objects.requireNonNullElseGet(format, () -> inferred(draft));
  }

  private static PayloadFormat inferred(PayloadDraft draft) {
    if (draft.body() != null) {
      return PayloadFormat.TEMPLATE;
    }
    if (hasForm(draft)) {
      return PayloadFormat.FORM;
    }
    return draft.transform() == null ? PayloadFormat.STANDARD : PayloadFormat.TRANSFORM;
  }

  private static boolean hasForm(PayloadDraft draft) {
    return draft.form() != null && !draft.form().isEmpty();
  }

  /** Checks that each part belongs to the format, which needs it. */
  private static void checkParts(PayloadDraft draft, PayloadFormat format, Problems problems) {
    checkPart("body", PayloadFormat.TEMPLATE, draft.body() != null, format, problems);
    checkPart("form", PayloadFormat.FORM, hasForm(draft), format, problems);
    checkPart("transform", PayloadFormat.TRANSFORM, draft.transform() != null, format, problems);
  }

  private static void checkPart(
      String field, PayloadFormat owner, boolean present, PayloadFormat format, Problems problems) {
    if (present && format != owner) {
      problems.add(
          field,
          "What is sent has the format " + name(format) + ", which has no " + field + ".",
          "Remove " + field + ", or set format to " + name(owner) + ".");
    } else if (!present && format == owner) {
      problems.add(
          field,
          "The format " + name(owner) + " needs a " + field + ".",
          "Add it, or leave format out to send the standard envelope.");
    }
  }

  private static void checkMethod(PayloadFormat format, HttpMethod method, Problems problems) {
    if (method.carriesBody()) {
      return;
    }
    switch (format) {
      case STANDARD, FORM, TRANSFORM -> {}
      case TEMPLATE ->
          problems.add(
              "body",
              method + " sends no body; its data goes to the query.",
              "Name the parameters in form or query, or use POST.");
      case CLOUDEVENTS, CLOUDEVENTS_BINARY, FHIR ->
          problems.add(
              "format",
              method + " sends no body, and " + name(format) + " has no form as a query.",
              "Use POST, PUT or PATCH.");
    }
  }

  private static PayloadDetail detail(@Nullable String given, Problems problems) {
    if (given == null) {
      return PayloadDetail.FULL;
    }
    PayloadDetail detail = named(PayloadDetail.class, given);
    if (detail == null) {
      problems.add(
          "detail",
          "There is no such detail of the payload.",
          "Use one of " + names(PayloadDetail.class) + ".");
    }
    return Objects.requireNonNullElse(detail, PayloadDetail.FULL);
  }

  private static <E extends Enum<E>> @Nullable E named(Class<E> type, String given) {
    String wanted = given.strip().toUpperCase(Locale.ROOT);
    for (E each : type.getEnumConstants()) {
      if (each.name().equals(wanted)) {
        return each;
      }
    }
    return null;
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(PayloadRule::name)
        .collect(Collectors.joining(", "));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
