package org.wardbell.api.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * The resolver that gives controller methods their {@link Caller}, as an {@link Optional} where
 * people without a key are answered too, or their {@link SignedIn}.
 */
final class CallerArgument implements HandlerMethodArgumentResolver {
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    Class<?> wanted = parameter.nestedIfOptional().getNestedParameterType();
    return wanted == Caller.class || wanted == SignedIn.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    CallerAuthentication calling = RoleGuard.authentication();
    // MethodParameter.isOptional would read the parameter's annotations for each request.
    if (parameter.getParameterType() == Optional.class) {
      return Optional.ofNullable(calling).map(CallerAuthentication::caller);
    }
    if (calling == null) {
      throw RoleGuard.unauthenticated();
    }
    if (parameter.getParameterType() == Caller.class) {
      return calling.caller();
    }
    SignedIn person = calling.person();
    if (person == null) {
      throw RoleGuard.unauthenticated();
    }
    return person;
  }
}
