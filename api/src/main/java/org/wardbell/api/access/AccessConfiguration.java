package org.wardbell.api.access;

import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.api.problem.ProblemWriter;

/**
 * The filter chain: four filters, and no session of the container's. People's sessions are looked
 * up by {@link ApiKeyFilter} where there is no key. Paths are closed unless listed; {@link
 * RoleGuard} decides on the permissions of a caller behind them.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
class AccessConfiguration implements WebMvcConfigurer {
  /**
   * The API reference is the only page that draws anything; swagger-ui styles its elements inline.
   */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
          + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  /** Static, because the server's connections need it before anything else is made. */
  @Bean
  static TrustedProxies trustedProxies(AccessSettings settings) {
    return new TrustedProxies(settings.trustedProxies());
  }

  @Bean
  FilterRegistrationBean<RequestFrame> requestFrame(
      TrustedProxies proxies, RefusedRequests refusals, ProblemWriter problems) {
    FilterRegistrationBean<RequestFrame> frame =
        new FilterRegistrationBean<>(new RequestFrame(proxies, refusals, problems));
    frame.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return frame;
  }

  /**
   * Returns the answer to addresses that the firewall does not let in. Two slashes come from a
   * variable that is empty, where an id should be.
   */
  @Bean
  RequestRejectedHandler rejectedRequests(ProblemWriter problems) {
    return (request, response, rejected) ->
        problems.write(
            response,
            request.getRequestURI().contains("//")
                ? ProblemException.of(
                    ProblemKind.NOT_FOUND,
                    "An id is empty here: the address has two slashes in a row. Put the id between them.")
                : ProblemException.unusualCharacters());
  }

  @Bean
  SecurityFilterChain apiAccess(
      HttpSecurity http,
      KnownKeys keys,
      PersonSessions sessions,
      KnownClinics clinics,
      ProblemWriter problems,
      AccessSettings settings) {
    // PersonSessions asks a cookie's request for a token; a key is sent by no browser by itself.
    return http.csrf(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable)
        .securityContext(AbstractHttpConfigurer::disable)
        .sessionManagement(AbstractHttpConfigurer::disable)
        .headers(
            headers ->
                headers.contentSecurityPolicy(
                    policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY)))
        .addFilterBefore(
            new ApiKeyFilter(keys, sessions, clinics, problems), AuthorizationFilter.class)
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(
                        (request, response, failure) ->
                            problems.write(response, RoleGuard.unauthenticated(request)))
                    .accessDeniedHandler(
                        (request, response, failure) ->
                            problems.write(
                                response,
                                ProblemException.of(
                                    ProblemKind.FORBIDDEN,
                                    "This needs a key or a role of the installation."))))
        .authorizeHttpRequests(requests -> rules(requests, settings))
        .build();
  }

  private static void rules(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests,
      AccessSettings settings) {
    requests
        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
        .permitAll()
        // First, because events come in here by the thousand: one comparison and not thirteen.
        .requestMatchers("/api/v1/**")
        .access(
            (authentication, context) ->
                new AuthorizationDecision(
                    OpenPaths.isOpen(context.getRequest())
                        || authentication.get() instanceof CallerAuthentication))
        .requestMatchers(OpenPaths.ALWAYS.toArray(String[]::new))
        .permitAll();
    if (settings.metricsOpen()) {
      requests.requestMatchers(OpenPaths.METRICS).permitAll();
    }
    requests
        .requestMatchers("/actuator/**")
        .access(
            (authentication, request) ->
                new AuthorizationDecision(
                    authentication.get() instanceof CallerAuthentication calling
                        && calling.caller().isInstallation()))
        .anyRequest()
        .authenticated();
  }

  /**
   * Switches off the timers around each filter, which would cost more than the filters do; the
   * request as a whole has its own.
   */
  @Bean
  SecurityObservationSettings noTimersAroundFilters() {
    return SecurityObservationSettings.noObservations();
  }

  /**
   * Returns a manager that refuses everybody: nobody signs in through Spring Security's filters;
   * its presence also keeps Boot from making a user.
   */
  @Bean
  AuthenticationManager noPasswords() {
    return authentication -> {
      throw new ProviderNotFoundException("People sign in at /api/v1/session.");
    };
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new RoleGuard());
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerArgument());
  }
}
