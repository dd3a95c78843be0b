package org.wardbell.api.dashboard.frame;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Needs;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The pages that are not there, below those that are. */
@Component
final class MissingPages implements InitializingBean {
  private final RequestMappingHandlerMapping requestMappingHandlerMapping;

  MissingPages(RequestMappingHandlerMapping requestMappingHandlerMapping) {
    this.requestMappingHandlerMapping = requestMappingHandlerMapping;
  }

  @Override
  public void afterPropertiesSet() throws NoSuchMethodException {
    String[] below = PagePaths.ABOVE.stream().map(path -> path + "/**").toArray(String[]::new);
    requestMappingHandlerMapping.registerMapping(
        RequestMappingInfo.paths(below)
            .methods(RequestMethod.GET)
            .options(requestMappingHandlerMapping.getBuilderConfiguration())
            .build(),
        this,
        MissingPages.class.getDeclaredMethod("missing"));
  }

  @Needs(value = Role.READER, person = true)
  @SuppressWarnings("DoNotCallSuggester") // Spring calls it, for an address.
  void missing() {
    throw noPage();
  }

  static ProblemException noPage() {
    return ProblemException.of(
        ProblemKind.NOT_FOUND,
        "There is nothing at this address, or it belongs to a clinic that you do not see.");
  }
}
