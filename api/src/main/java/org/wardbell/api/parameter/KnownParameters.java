package org.wardbell.api.parameter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.wardbell.api.access.Needs;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ParameterWords;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.event.NearNames;

/**
 * The refusal of query parameters that a route does not have, that are empty, or that come twice. A
 * filter that is ignored answers with the data of others, and looks like a right answer.
 */
final class KnownParameters implements HandlerInterceptor {
  /** Characters of an unknown name that an answer repeats. */
  private static final int SHOWN_NAME = 60;

  /** The parameters of each handler, by their names, which are sorted. */
  private final Map<Method, Map<String, MethodParameter>> known = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    // Routes without a role are called by others (Google, authorization servers), which add what
    // they like. A page's form sends its empty fields too.
    if (request.getQueryString() != null
        && handler instanceof HandlerMethod method
        && method.hasMethodAnnotation(Needs.class)
        && method.getBeanType().isAnnotationPresent(RestController.class)) {
      check(request.getParameterMap(), known.computeIfAbsent(method.getMethod(), _ -> of(method)));
    }
    return true;
  }

  private static Map<String, MethodParameter> of(HandlerMethod method) {
    Map<String, MethodParameter> parameters = new TreeMap<>();
    for (MethodParameter parameter : method.getMethodParameters()) {
      if (parameter.hasParameterAnnotation(RequestParam.class)) {
        parameters.put(name(parameter), parameter);
      }
    }
    return parameters;
  }

  private static String name(MethodParameter parameter) {
    RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
    String named = annotation == null ? "" : annotation.name();
    return named.isEmpty() ? String.valueOf(parameter.getParameter().getName()) : named;
  }

  private static void check(Map<String, String[]> given, Map<String, MethodParameter> parameters) {
    List<FieldProblem> problems = new ArrayList<>();
    given.forEach(
        (name, values) -> {
          MethodParameter parameter = parameters.get(name);
          if (parameter == null) {
            problems.add(
                new FieldProblem(
                    shown(name), "is no parameter here", advice(name, parameters.keySet())));
          } else if (values.length > 1) {
            problems.add(new FieldProblem(name, "is given more than once", "Give it once."));
          } else if (values[0].isEmpty()) {
            problems.add(new FieldProblem(name, "is empty", ParameterWords.of(parameter).fix()));
          }
        });
    if (!problems.isEmpty()) {
      throw ProblemException.invalid(problems);
    }
  }

  private static String advice(String name, Set<String> names) {
    if (names.isEmpty()) {
      return "This address takes no parameters.";
    }
    List<String> near = NearNames.of(name, names);
    return (near.isEmpty() ? "" : NearNames.question(near, "") + " ")
        + "There are: "
        + String.join(", ", names)
        + ".";
  }

  private static String shown(String name) {
    return name.length() <= SHOWN_NAME ? name : name.substring(0, SHOWN_NAME) + "…";
  }
}
