package org.wardbell.api.dashboard.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jooq.exception.DataAccessException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The advice that turns what ends a page early into a page that says so. */
@ControllerAdvice(basePackages = "org.wardbell.api.dashboard")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PageErrors {
  private final ErrorPages pages;

  PageErrors(ErrorPages pages) {
    this.pages = pages;
  }

  @ExceptionHandler
  void write(Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    pages.write(request, response, problem(failure));
  }

  private static ProblemException problem(Exception failure) {
    return switch (failure) {
      case ProblemException problem -> problem;
      case MethodArgumentTypeMismatchException _ -> MissingPages.noPage();
      case DataAccessException database ->
          ProblemException.passing(database).orElseGet(() -> ProblemException.fault(database));
      case ErrorResponse known -> {
        ProblemKind kind = ProblemKind.of(known.getStatusCode().value());
        yield ProblemException.of(kind, kind.title() + ".");
      }
      default -> ProblemException.fault(failure);
    };
  }
}
