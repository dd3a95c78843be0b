package org.wardbell.api.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * The answers to requests that Tomcat refuses before our code runs (a malformed request line,
 * headers too long). Tomcat creates it by name, so it writes its JSON by hand; nothing in it comes
 * from the request.
 */
public final class ContainerProblems extends ErrorReportValve {
  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    ProblemKind kind = ProblemKind.of(status);
    String body =
        "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"errors\":[]}"
            .formatted(kind.type(), kind.title(), status, detail(kind));
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setCharacterEncoding(StandardCharsets.UTF_8.name());
      if (response.getReporter() != null) {
        response.getReporter().write(body);
        response.finishResponse();
      }
    } catch (IOException e) {
      container.getLogger().debug("client went away", e);
    }
  }

  private static String detail(ProblemKind kind) {
    return kind == ProblemKind.NOT_IMPLEMENTED
        ? "Send the body with Content-Length or Transfer-Encoding: chunked, and with no other Transfer-Encoding."
        : "The request breaks the rules of HTTP, or its address and headers are longer than 8 KiB together.";
  }
}
