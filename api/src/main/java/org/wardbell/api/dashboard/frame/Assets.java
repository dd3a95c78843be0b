package org.wardbell.api.dashboard.frame;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/**
 * The addresses of style sheets, scripts and pictures. Each has the digest of its content in its
 * name, so a browser keeps it for a year and still has the newest.
 */
@Component
public final class Assets {
  private final ResourceUrlProvider addresses;

  Assets(ResourceUrlProvider mvcResourceUrlProvider) {
    this.addresses = mvcResourceUrlProvider;
  }

  /** Returns the address of a file. */
  String address(String file) {
    String address = addresses.getForLookupPath(PagePaths.ASSETS + file);
    if (address == null) {
      throw new IllegalArgumentException(file + " is missing from the program");
    }
    return address;
  }

  /** The handler of these addresses. */
  @Configuration(proxyBeanMethods = false)
  static class Handler implements WebMvcConfigurer {
    /**
     * A file that changes has another address, so that a browser keeps it for as long as it likes.
     */
    private static final Duration YEAR = Duration.ofDays(365);

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
      registry
          .addResourceHandler(PagePaths.ASSETS + "**")
          .addResourceLocations(
              "classpath:/dashboard/",
              "classpath:/META-INF/resources/webjars/htmx.org/2.0.10/dist/")
          .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable())
          .resourceChain(true)
          .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
    }
  }
}
