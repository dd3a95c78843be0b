package org.wardbell.api.problem;

import io.swagger.v3.oas.annotations.Parameter;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;

/**
 * The words of a fix that the API's document has for a parameter: whoever left its value out is
 * told what it is, and not only that something is missing.
 *
 * @param give what to give, as the object of a sentence
 * @param required whether a request cannot do without it
 * @param description empty, or sentences
 */
public record ParameterWords(String give, boolean required, String description) {
  /** Returns the words of a handler's parameter. */
  public static ParameterWords of(MethodParameter parameter) {
    Parameter documented = parameter.getParameterAnnotation(Parameter.class);
    RequestParam request = parameter.getParameterAnnotation(RequestParam.class);
    Class<?> type = parameter.getParameterType();
    String example = documented == null ? "" : documented.example();
    return new ParameterWords(
        type == String.class ? "a value" + such(example) : JsonProblems.expected(type),
        (documented != null && documented.required())
            || (request != null
                && request.required()
                && request.defaultValue().equals(ValueConstants.DEFAULT_NONE)),
        documented == null ? "" : documented.description());
  }

  private static String such(String example) {
    return example.isEmpty() ? "" : " such as " + example;
  }

  /** Returns the remedy where there is no value. */
  public String fix() {
    String remedy = "Give " + give + (required ? "." : ", or leave the parameter out.");
    return description.isEmpty() ? remedy : remedy + " " + description;
  }
}
