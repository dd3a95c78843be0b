package org.wardbell.api.health;

import java.io.IOException;
import org.springframework.boot.logging.StackTracePrinter;
import org.wardbell.activities.log.FailureText;

/** The form of failures in the api's logs of JSON; Spring Boot makes it by its name. */
public final class ApiFailurePrinter implements StackTracePrinter {
  @Override
  public void printStackTrace(Throwable failure, Appendable out) throws IOException {
    out.append(FailureText.of(failure));
  }
}
