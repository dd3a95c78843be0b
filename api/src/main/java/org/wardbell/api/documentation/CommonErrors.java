package org.wardbell.api.documentation;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.Open;
import org.wardbell.api.problem.ProblemDocument;
import org.wardbell.api.problem.ProblemKind;

/** The problems that each operation may answer with: every route has the same ones. */
final class CommonErrors implements OperationCustomizer {
  private static final String SCHEMA = "Problem";
  private static final String PROBLEM_JSON = "application/problem+json";

  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    if (handler.hasMethodAnnotation(Open.class)) {
      operation.setSecurity(List.of());
      if (operation.getRequestBody() == null) {
        return operation;
      }
    }
    Needs needs = handler.getMethodAnnotation(Needs.class);
    if (needs != null && needs.person()) {
      operation.setSecurity(
          List.of(new SecurityRequirement().addList(OpenApiConfiguration.SESSION_SCHEME)));
    }
    ApiResponses responses = operation.getResponses();
    for (ProblemKind kind : kinds(operation, handler)) {
      String status = Integer.toString(kind.status().value());
      if (!responses.containsKey(status)) {
        responses.addApiResponse(status, response(kind));
      }
    }
    responses.addApiResponse(
        ApiResponses.DEFAULT,
        new ApiResponse().description("Any other problem.").content(problem(new MediaType())));
    return operation;
  }

  private static List<ProblemKind> kinds(Operation operation, HandlerMethod handler) {
    List<ProblemKind> kinds = new ArrayList<>();
    boolean hasBody = operation.getRequestBody() != null;
    boolean hasParameters =
        operation.getParameters() != null && !operation.getParameters().isEmpty();
    // Also without a body: a path or a query may be none that HTTP allows.
    kinds.add(ProblemKind.MALFORMED);
    kinds.add(ProblemKind.UNAUTHENTICATED);
    kinds.add(ProblemKind.FORBIDDEN);
    if (hasBody || hasParameters) {
      // What a path, a filter or a body names may not be there.
      kinds.add(ProblemKind.NOT_FOUND);
    }
    if (answersWithBody(operation)) {
      kinds.add(ProblemKind.NOT_ACCEPTABLE);
    }
    if (hasBody || changes(handler)) {
      kinds.add(ProblemKind.CONFLICT);
    }
    if (hasBody) {
      kinds.add(ProblemKind.TOO_LARGE);
      kinds.add(ProblemKind.UNSUPPORTED_MEDIA_TYPE);
    }
    // Also without a parameter: one that is sent all the same is refused.
    kinds.add(ProblemKind.INVALID);
    kinds.add(ProblemKind.TOO_MANY_REQUESTS);
    kinds.add(ProblemKind.UNAVAILABLE);
    return kinds;
  }

  /** What is to be changed may be in a state that does not allow it. */
  private static boolean changes(HandlerMethod handler) {
    return handler.hasMethodAnnotation(PostMapping.class)
        || handler.hasMethodAnnotation(DeleteMapping.class);
  }

  private static boolean answersWithBody(Operation operation) {
    return operation.getResponses().entrySet().stream()
        .anyMatch(each -> each.getKey().startsWith("2") && each.getValue().getContent() != null);
  }

  private static ApiResponse response(ProblemKind kind) {
    MediaType media = new MediaType();
    if (kind == ProblemKind.INVALID) {
      media.addExamples("invalid", new Example().value(example(kind)));
    }
    ApiResponse response =
        new ApiResponse().description(kind.title() + ".").content(problem(media));
    if (kind == ProblemKind.TOO_MANY_REQUESTS || kind == ProblemKind.UNAVAILABLE) {
      response.addHeaderObject(
          HttpHeaders.RETRY_AFTER,
          new Header()
              .description("After how many seconds it may be tried again.")
              .schema(new IntegerSchema()));
    }
    return response;
  }

  private static Content problem(MediaType media) {
    return new Content()
        .addMediaType(
            PROBLEM_JSON, media.schema(new Schema<>().$ref("#/components/schemas/" + SCHEMA)));
  }

  private static Map<String, Object> example(ProblemKind kind) {
    return Map.of(
        "type",
        kind.type().toString(),
        "title",
        kind.title(),
        "status",
        kind.status().value(),
        "detail",
        "The field type is not right; see errors.",
        "errors",
        List.of(
            Map.of(
                "field",
                "type",
                "problem",
                "is not a type of the catalogue",
                "fix",
                "Did you mean appointment.booked?")));
  }

  static void addSchema(OpenAPI document) {
    var resolved =
        ModelConverters.getInstance(true)
            .readAllAsResolvedSchema(new AnnotatedType(ProblemDocument.class));
    document.getComponents().addSchemas(SCHEMA, resolved.schema);
    resolved.referencedSchemas.forEach(
        (name, schema) -> {
          if (!name.equals(ProblemDocument.class.getSimpleName())) {
            document.getComponents().addSchemas(name, schema);
          }
        });
  }
}
