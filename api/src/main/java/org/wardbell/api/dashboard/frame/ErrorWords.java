package org.wardbell.api.dashboard.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.wardbell.api.access.Needs;
import org.wardbell.api.dashboard.refusal.RefusalWords;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The words of the page that says what went wrong, for a person: problems are worded for programs.
 *
 * @param elsewhere whether it may be seen with all clinics chosen, which this person can do
 * @param again whether another try may go better
 */
public record ErrorWords(
    String title, String sentence, List<FieldProblem> fields, boolean elsewhere, boolean again) {
  public ErrorWords {
    fields = List.copyOf(fields);
  }

  static ErrorWords of(ProblemException problem, HttpServletRequest request, Frame frame) {
    ProblemKind kind = problem.kind();
    String detail = RefusalWords.of(problem.document().detail());
    return switch (kind) {
      case NOT_FOUND -> missing(frame.viewer());
      case FORBIDDEN -> forbidden(detail, needs(request), frame.viewer());
      case MALFORMED, NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE, NOT_IMPLEMENTED ->
          of(
              "This address cannot be read",
              "It is cut off, or has something in it that no page has. Go on from one of these.");
      case METHOD_NOT_ALLOWED ->
          of(
              "This is the address of a button",
              "Nothing was done. Open the page that has the button, and press it there.");
      case TOO_LARGE ->
          of("That is too large", "What was sent is more than a page takes. Send less at once.");
      case INVALID ->
          new ErrorWords(
              "Something that was sent is not right",
              "Nothing was done.",
              problem.document().errors(),
              false,
              false);
      case INTERNAL ->
          new ErrorWords(
              "Something went wrong on our side", detail, List.of(), false, isLook(request));
      case UNAVAILABLE ->
          new ErrorWords(
              "This does not work at the moment", detail, List.of(), false, isLook(request));
      case UNAUTHENTICATED, CONFLICT, PRECONDITION_FAILED, GONE, TOO_MANY_REQUESTS ->
          of(kind.title(), detail);
    };
  }

  private static ErrorWords of(String title, String sentence) {
    return new ErrorWords(title, sentence, List.of(), false, false);
  }

  private static boolean isLook(HttpServletRequest request) {
    return request.getMethod().equals("GET");
  }

  private static ErrorWords missing(@Nullable Viewer viewer) {
    boolean wider = viewer != null && viewer.maySeeAll();
    return new ErrorWords(
        "There is nothing here",
        wider
            ? "There is nothing at this address, or it belongs to another clinic than the one that is chosen at the top."
            : "There is nothing at this address, or it belongs to a clinic that you do not see. It may also have ended with the time for which records are kept.",
        List.of(),
        wider,
        false);
  }

  private static ErrorWords forbidden(
      String detail, @Nullable Needs needs, @Nullable Viewer viewer) {
    String title = "You may not do this here";
    if (needs == null) {
      // The filter before all pages refused it: a form without the token of this session.
      return of(
          "This form is out of date",
          "It is of an earlier sign-in, or another site sent it. Nothing was done. Open the page anew, and send it from there.");
    }
    if (viewer == null) {
      return of(title, detail);
    }
    if (viewer.role() == null) {
      return of(title, "You have no role anywhere. An administrator can give you one.");
    }
    if (!viewer.may(needs.value())) {
      return of(
          title,
          "This needs the role %s, and yours is %s. An administrator can give it."
              .formatted(needs.value(), viewer.role()));
    }
    if (needs.installation() && viewer.clinic() != null) {
      return viewer.maySeeAll()
          ? new ErrorWords(
              title,
              "This is about the whole installation, and one clinic is chosen at the top.",
              List.of(),
              true,
              false)
          : of(
              title,
              "This is about the whole installation. It needs the role %s in it, which another administrator of the installation can give."
                  .formatted(needs.value()));
    }
    return of(title, detail);
  }

  private static @Nullable Needs needs(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
            instanceof HandlerMethod handler
        ? handler.getMethodAnnotation(Needs.class)
        : null;
  }
}
