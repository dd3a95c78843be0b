package org.wardbell.api.documentation;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.change.IfMatch;

/**
 * The OpenAPI document. It is read from the controllers, so it cannot name a route that is not
 * there; this class adds their common parts: the security scheme and the errors.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
  static final String SECURITY_SCHEME = "api_key";

  /** The cookie of a person who signed in. */
  static final String SESSION_SCHEME = "session";

  private static final String DESCRIPTION =
      """
      Wardbell rings when something happens in a clinic. Post events; every webhook that asked for them gets them, \
      at least once, signed and retried.

      - **202 means kept.** The event was committed before the answer. Send `Idempotency-Key` (or `id`) and repeat a \
      request as often as you like: the second answer is 200 with the same id.
      - **Errors** are `application/problem+json` (RFC 9457). `errors` names each field, what is wrong with it and what to do.
      - **Changes** of what others may change too: send the `ETag` of your GET as `If-Match`; 412 says that somebody was \
      faster. The body of a GET, changed or not, is a body for PUT.
      - **Lists** come newest first in pages; `next_cursor` reads on.
      - **JSON** is snake_case. Fields that are not described here are refused, never ignored. null in a request \
      stands for a field that is left out; answers leave out what there is not.
      - **What may change** and what never does: docs/compatibility.md of the release. Answers may get further fields, \
      and words that say what happened may get further values; clients take both.
      - **503** says that the database is away: nothing was kept, try again after `Retry-After` seconds.
      """;

  OpenApiConfiguration() {
    // Spring fills these parameters from the key and from headers.
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(Caller.class, SignedIn.class, IfMatch.class);
  }

  @Bean
  OpenAPI openApi(Environment environment) {
    return new OpenAPI()
        .info(
            new Info()
                .title("Wardbell")
                .version(environment.getProperty("wardbell.version", "0.1.0"))
                .description(DESCRIPTION)
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0")))
        .servers(List.of(new Server().url("/").description("This server")))
        .components(
            new Components()
                .headers(AnswerHeaders.all())
                .addSecuritySchemes(
                    SECURITY_SCHEME,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description(
                            "An API key: `Authorization: Bearer wb_…`. The first start printed the administrator's; POST /api/v1/keys makes more."))
                .addSecuritySchemes(
                    SESSION_SCHEME,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.COOKIE)
                        .name("wardbell-session")
                        .description(
                            "A person who signed in: POST /api/v1/session sets the cookie (`__Host-wardbell-session` behind TLS). Requests that change something carry"
                                + " `X-CSRF-Token`, which that answer gives; `Wardbell-Clinic` says for which clinic a request is, if the person has roles in several.")))
        .addSecurityItem(new SecurityRequirement().addList(SECURITY_SCHEME))
        .addSecurityItem(new SecurityRequirement().addList(SESSION_SCHEME));
  }

  @Bean
  SchemaResolver schemas() {
    return new SchemaResolver();
  }

  /** Returns all of them in one: an operation with a parameter has the errors of parameters. */
  @Bean
  OperationCustomizer commonParts() {
    List<OperationCustomizer> parts =
        List.of(
            new ConditionalRequests(),
            new RepeatedRequests(),
            new CommonErrors(),
            new AnswerHeaders());
    return (operation, handler) -> {
      Operation completed = operation;
      for (OperationCustomizer part : parts) {
        completed = part.customize(completed, handler);
      }
      return completed;
    };
  }

  @Bean
  OpenApiCustomizer problemSchema() {
    return CommonErrors::addSchema;
  }

  @Bean
  OpenApiCustomizer operationNames() {
    return OperationNames::addTo;
  }

  @Bean
  OpenApiCustomizer parameters() {
    return CommonParameters::describe;
  }

  @Bean
  OpenApiCustomizer shape() {
    return DocumentShape::complete;
  }

  @Bean
  OpenApiCustomizer chapters() {
    return DocumentOrder::sort;
  }
}
