package org.wardbell.api.dashboard.frame;

import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.wardbell.api.problem.ProblemException;

/**
 * The filter chain of pages, before the API's. Only people pass it, by their session; {@link
 * PageSessions} leads the others to the sign-in page.
 */
@Configuration(proxyBeanMethods = false)
class PageSecurity {
  /** Nothing from elsewhere, no script or style in a page itself (W3C CSP Level 3). */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'; object-src 'none'";

  @Bean
  @Order(0)
  SecurityFilterChain pageAccess(HttpSecurity http, PageSessions sessions) {
    return http.securityMatcher(new OrRequestMatcher(PagePaths.PAGES, PagePaths::isSought))
        // PageSessions asks a form for the token of its session.
        .csrf(AbstractHttpConfigurer::disable)
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
                headers
                    .contentSecurityPolicy(
                        policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                    // The address of a password link is as good as the password.
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
        .addFilterBefore(sessions, AuthorizationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll()
                    .requestMatchers(request -> PagePaths.isOpen(request.getRequestURI()))
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .build();
  }

  /**
   * Returns the answer to addresses that the firewall does not let in: a page for a person's
   * browser. Nobody was asked who it is by then, so the page is one for anybody.
   */
  @Bean
  @Primary
  RequestRejectedHandler rejectedPages(
      @Qualifier("rejectedRequests") RequestRejectedHandler rejectedRequests, ErrorPages pages) {
    return (request, response, rejected) -> {
      if (PagePaths.isSought(request)) {
        pages.writeToAnybody(
            request,
            response,
            request.getRequestURI().contains("//")
                ? MissingPages.noPage()
                : ProblemException.unusualCharacters());
      } else {
        rejectedRequests.handle(request, response, rejected);
      }
    };
  }

  /** It belongs to the chain above, and not to every request. */
  @Bean
  FilterRegistrationBean<PageSessions> onlyInTheChain(PageSessions sessions) {
    FilterRegistrationBean<PageSessions> registration = new FilterRegistrationBean<>(sessions);
    registration.setEnabled(false);
    return registration;
  }
}
