package org.wardbell.api.documentation;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.method.HandlerMethod;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.change.Revised;

/** The headers and statuses of conditional requests (RFC 9110, sections 8.8.3 and 13.1). */
final class ConditionalRequests implements OperationCustomizer {
  private static final String NOT_MODIFIED = "304";

  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    if (takesCondition(handler)) {
      operation.addParametersItem(
          header(
              HttpHeaders.IF_MATCH,
              "The ETag that was read: change it only if nobody else did meanwhile, else 412."));
    }
    if (showsRevised(handler) && !handler.hasMethodAnnotation(PutMapping.class)) {
      boolean reads = handler.hasMethodAnnotation(GetMapping.class);
      boolean showsWhatIsKept = reads || handler.hasMethodAnnotation(PatchMapping.class);
      ApiResponses responses = operation.getResponses();
      responses.forEach(
          (status, response) -> {
            if (status.equals("201") || (status.equals("200") && showsWhatIsKept)) {
              response.addHeaderObject(HttpHeaders.ETAG, entityTag());
            }
          });
      if (reads) {
        operation.addParametersItem(
            header(HttpHeaders.IF_NONE_MATCH, "The ETag that was read: 304 if it is still so."));
        responses.addApiResponse(
            NOT_MODIFIED,
            new ApiResponse()
                .description("It is still as it was read.")
                .addHeaderObject(HttpHeaders.ETAG, entityTag()));
      }
    }
    return operation;
  }

  private static Header entityTag() {
    return new Header()
        .description("Stands for what is shown. Send it as If-Match with a change.")
        .schema(new StringSchema().example("\"4.9f86d081884c7d659a2feaa0\""));
  }

  private static HeaderParameter header(String name, String description) {
    HeaderParameter header = new HeaderParameter();
    header.name(name).description(description).required(false).schema(new StringSchema());
    return header;
  }

  static boolean takesCondition(HandlerMethod handler) {
    return Arrays.asList(handler.getMethod().getParameterTypes()).contains(IfMatch.class);
  }

  private static boolean showsRevised(HandlerMethod handler) {
    ResolvableType type = ResolvableType.forMethodReturnType(handler.getMethod());
    ResolvableType body =
        HttpEntity.class.isAssignableFrom(type.toClass())
            ? type.as(HttpEntity.class).getGeneric()
            : type;
    return Revised.class.isAssignableFrom(body.toClass());
  }
}
