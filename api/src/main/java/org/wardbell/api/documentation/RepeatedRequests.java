package org.wardbell.api.documentation;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.method.HandlerMethod;
import org.wardbell.api.idempotency.IdempotencyKeys;

/** The header by which a request is done once, however often it is sent. */
final class RepeatedRequests implements OperationCustomizer {
  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    if (!IdempotencyKeys.areTaken(handler)) {
      return operation;
    }
    HeaderParameter header = new HeaderParameter();
    header
        .name(IdempotencyKeys.HEADER)
        .description(
            "An id of your own for this request, 1-255 visible ASCII characters. The same request with the same key"
                + " gets the first one's answer for 24 hours; another request with it 422; while the first is worked"
                + " on, 409.")
        .required(false)
        .schema(new StringSchema().minLength(1).example("7c0ae5b0-0d5f-4e0e-9f8a-2f6f1a0e7f11"));
    operation.addParametersItem(header);
    operation
        .getResponses()
        .forEach(
            (status, response) -> {
              if (status.startsWith("2")) {
                response.addHeaderObject(
                    IdempotencyKeys.REPLAYED,
                    new Header()
                        .description("true if this is the answer to an earlier request.")
                        .schema(new BooleanSchema()));
              }
            });
    return operation;
  }
}
