package org.wardbell.api.dashboard.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jooq.exception.DataAccessException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The advice that turns what ends a page early into a page that says so. */
@ControllerAdvice(basePackages = "org.wardbell.api.dashboard")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PageErrors {
  /** As long as REST tells programs to wait. */
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

  private final ErrorPages pages;

  PageErrors(ErrorPages pages) {
    this.pages = pages;
  }

  @ExceptionHandler
  void write(Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ProblemException problem = problem(failure);
    Optional<String> gentler =
        request.getMethod().equals("GET") && problem.kind() == ProblemKind.INVALID
            ? LeftOut.without(request, problem)
            : Optional.empty();
    if (gentler.isPresent() && !response.isCommitted()) {
      response.setStatus(HttpStatus.SEE_OTHER.value());
      response.setHeader(HttpHeaders.LOCATION, PagePaths.ofOurs(gentler.get()));
    } else {
      pages.write(request, response, problem);
    }
  }

  private static ProblemException problem(Exception failure) {
    return switch (failure) {
      case ProblemException problem -> problem;
      case MethodArgumentTypeMismatchException mismatch ->
          mismatch.getParameter().hasParameterAnnotation(RequestParam.class)
              ? ProblemException.invalid(
                  mismatch.getName(), "is nothing that can stand here", "Leave it out.")
              : MissingPages.noPage();
      case InvalidParameterException form -> unreadable(form);
      case DataAccessException database ->
          ProblemException.passing(database).isPresent()
              ? databaseAway()
              : ProblemException.fault(database);
      case ErrorResponse known -> {
        ProblemKind kind = ProblemKind.of(known.getStatusCode().value());
        yield ProblemException.of(kind, kind.title() + ".");
      }
      default -> ProblemException.fault(failure);
    };
  }

  /** Returns the problem of a form beyond what the server reads, or of one that is cut off. */
  static ProblemException unreadable(InvalidParameterException form) {
    ProblemKind kind = ProblemKind.of(form.getErrorCode());
    return ProblemException.of(kind, kind.title() + ".");
  }

  /** Returns the problem of a database that is away, or had no time, for who looks at a page. */
  static ProblemException databaseAway() {
    return ProblemException.later(
        ProblemKind.UNAVAILABLE,
        "The database does not answer. It usually does again within a minute.",
        AGAIN_AFTER);
  }
}
