package org.wardbell.api.documentation;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.method.HandlerMethod;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.RequestIds;
import org.wardbell.api.brake.Allowance;

/**
 * The headers that answers have wherever they come from. They are named at successes only, because
 * the same at ten errors of each operation would hide the rest.
 */
final class AnswerHeaders implements OperationCustomizer {
  private static final String TOO_MANY = "429";

  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    boolean counted = handler.hasMethodAnnotation(Needs.class);
    operation
        .getResponses()
        .forEach(
            (status, response) -> {
              if (status.startsWith("2")) {
                response.addHeaderObject(RequestIds.HEADER, reference(RequestIds.HEADER));
              }
              if (counted && (status.startsWith("2") || status.equals(TOO_MANY))) {
                response.addHeaderObject(Allowance.POLICY, reference(Allowance.POLICY));
                response.addHeaderObject(Allowance.LEFT, reference(Allowance.LEFT));
              }
            });
    return operation;
  }

  private static Header reference(String name) {
    return new Header().$ref("#/components/headers/" + name);
  }

  /** Returns what the references name. */
  static Map<String, Header> all() {
    Map<String, Header> headers = new LinkedHashMap<>();
    headers.put(
        RequestIds.HEADER,
        text(
            "The request's id: your own X-Request-Id, if it is 1-64 letters, digits, dots, underscores and hyphens,"
                + " or one of ours. The audit trail has it.",
            "0198c0de-0000-7000-8000-000000000000"));
    headers.put(
        Allowance.POLICY,
        text(
            "How many requests (q) a key or a person may make in how many seconds (w), at each process of the api.",
            "\"requests\";q=5000;w=1"));
    headers.put(
        Allowance.LEFT,
        text(
            "How many of them are left (r), and in how many seconds there are all again (t).",
            "\"requests\";r=4999;t=1"));
    return headers;
  }

  private static Header text(String description, String example) {
    return new Header().description(description).schema(new StringSchema().example(example));
  }
}
