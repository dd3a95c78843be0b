package org.wardbell.simulator.service;

import java.util.Map;
import org.wardbell.simulator.http.Response;

/** Zapier's Catch Hook: anything is right. */
final class Zapier implements Target {
  @Override
  public String name() {
    return "zapier";
  }

  @Override
  public Map<String, String> account(String here) {
    return Map.of("webhook_url", here + "/hooks/catch/123456/abcdef/");
  }

  @Override
  public boolean serves(String path) {
    return path.startsWith("/hooks/catch/");
  }

  @Override
  public Response answer(TargetRequest request) {
    return request.path().matches("/hooks/catch/[0-9]+/[a-z0-9]+/?")
        ? Response.json(
            200, "{\"attempt\":\"1\",\"id\":\"1\",\"request_id\":\"1\",\"status\":\"success\"}")
        : Response.of(404);
  }

  @Override
  public Map<String, Response> errors() {
    return Map.of(
        "no_such_hook", Response.of(404),
        "hook_gone", Response.json(410, "{\"status\":\"gone\"}"),
        "throttled", Response.of(429).with("Retry-After", "1"));
  }
}
