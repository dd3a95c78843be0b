package org.wardbell.api.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemWriter;

/**
 * The outermost filter: gives each request its id and its client's address, counts refusals, and
 * keeps failures of inner filters from the container, whose log would quote them.
 */
final class RequestFrame extends OncePerRequestFilter {
  private final TrustedProxies proxies;
  private final RefusedRequests refusals;
  private final ProblemWriter problems;

  RequestFrame(TrustedProxies proxies, RefusedRequests refusals, ProblemWriter problems) {
    this.proxies = proxies;
    this.refusals = refusals;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader(RequestIds.HEADER, RequestIds.give(request));
    HttpServletRequest framed = new Framed(request, proxies.client(request));
    try {
      chain.doFilter(framed, response);
    } catch (ServletException | RuntimeException failure) {
      problems.write(response, problem(failure));
    }
    refusals.note(framed, response.getStatus());
  }

  private static ProblemException problem(Exception failure) {
    return failure instanceof ProblemException problem ? problem : ProblemException.fault(failure);
  }

  /** A request that comes from its client, and not from the proxy in between. */
  private static final class Framed extends HttpServletRequestWrapper {
    private final String address;

    private Framed(HttpServletRequest request, String address) {
      super(request);
      this.address = address;
    }

    @Override
    public String getRemoteAddr() {
      return address;
    }
  }
}
