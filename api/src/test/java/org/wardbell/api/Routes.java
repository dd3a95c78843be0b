package org.wardbell.api;

import java.util.ArrayList;
import java.util.List;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route of our controllers, as the running server knows them. */
public final class Routes {
  private static final String SOME_ID = "0198c0de-0000-7000-8000-000000000000";

  private Routes() {}

  /** One method on one path. */
  public record Route(String method, String path, HandlerMethod handler) {
    /** Returns the path with ids that no row has. */
    public String filled() {
      return path.replaceAll("\\{[^}]+}", SOME_ID);
    }

    public boolean takesBody() {
      return !method.equals("GET") && !method.equals("DELETE");
    }
  }

  public static List<Route> all() {
    return routes().stream().filter(route -> !isPage(route)).toList();
  }

  /** Returns the dashboard's. */
  public static List<Route> pages() {
    return routes().stream().filter(Routes::isPage).toList();
  }

  private static boolean isPage(Route route) {
    return route.handler().getBeanType().getName().startsWith("org.wardbell.api.dashboard.");
  }

  private static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    ApiServer.shared()
        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach(
            (info, handler) -> {
              if (handler.getBeanType().getName().startsWith("org.wardbell.")) {
                for (var method : info.getMethodsCondition().getMethods()) {
                  for (String path : info.getPatternValues()) {
                    routes.add(new Route(method.name(), path, handler));
                  }
                }
              }
            });
    return routes;
  }
}
