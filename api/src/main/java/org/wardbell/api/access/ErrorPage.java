package org.wardbell.api.access;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.api.problem.ProblemWriter;

/**
 * The target of requests that the container sends on because no controller could answer, such as a
 * path with {@code %2e%2e}.
 */
@Controller
final class ErrorPage implements ErrorController {
  private final ProblemWriter problems;

  ErrorPage(ProblemWriter problems) {
    this.problems = problems;
  }

  @Open("It tells nothing but that an earlier answer was an error.")
  @RequestMapping("${server.error.path:/error}")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    ProblemKind kind =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
            ? ProblemKind.of(status)
            : ProblemKind.NOT_FOUND;
    problems.write(
        response, ProblemException.of(kind, kind.title() + ". The API reference is at /api/docs."));
  }
}
