package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;
import org.wardbell.api.Routes;
import org.wardbell.api.Routes.Route;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.Open;

/** A walk over all pages, so that one that is added without a guard fails here. */
@Tag("servers")
class PageAccessTest {
  private static Call.Answer send(Call call, Route route, String csrf) {
    return route.takesBody() ? Pages.send(call, Map.of("csrf", csrf)) : call.get();
  }

  private static Stream<Route> guarded() {
    return Routes.pages().stream()
        .filter(route -> !route.handler().hasMethodAnnotation(Open.class));
  }

  @TestFactory
  Stream<DynamicTest> page_withoutASession_leadsToSignIn() {
    return guarded()
        .map(
            route ->
                DynamicTest.dynamicTest(
                    route.method() + " " + route.path(),
                    () -> {
                      Call.Answer nobody = send(Call.anonymous(path(route)), route, "x");
                      assertThat(nobody.status()).isEqualTo(303);
                      assertThat(nobody.header("location")).startsWith("/sign-in?to=");
                      Call.Answer key =
                          send(Call.to(path(route), ApiServer.ADMINISTRATOR_KEY), route, "x");
                      assertThat(key.status()).as("pages are for people").isEqualTo(303);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> page_thatNeedsMore_isRefusedToAReader() {
    People.SignedInPerson reader = People.make(Clinics.make(), "READER").signIn();
    return guarded()
        .filter(route -> needs(route).value() != Role.READER)
        .map(
            route ->
                DynamicTest.dynamicTest(
                    route.method() + " " + route.path(),
                    () -> {
                      Call.Answer answer =
                          send(reader.withoutToken(path(route)), route, reader.csrf());
                      assertThat(answer.status()).isEqualTo(403);
                      assertThat(answer.header("content-type")).startsWith("text/html");
                    }));
  }

  @TestFactory
  Stream<DynamicTest> form_withoutItsToken_isRefused() {
    People.SignedInPerson admin = People.administrator();
    return guarded()
        .filter(Route::takesBody)
        .map(
            route ->
                DynamicTest.dynamicTest(
                    route.method() + " " + route.path(),
                    () ->
                        assertThat(send(admin.withoutToken(path(route)), route, "forged").status())
                            .isEqualTo(403)));
  }

  private static Needs needs(Route route) {
    Needs needs = route.handler().getMethodAnnotation(Needs.class);
    assertThat(needs).as(route.path() + " says what it needs").isNotNull();
    return needs;
  }

  private static String path(Route route) {
    return route.filled().replace("**", "nothing");
  }

  @Test
  void openPages_areFew() {
    assertThat(
            Routes.pages().stream()
                .filter(route -> route.handler().hasMethodAnnotation(Open.class))
                .map(Route::path))
        .isNotEmpty()
        .isSubsetOf("/sign-in", "/first-run", "/password");
  }

  @Test
  void person_withoutAnyRole_isToldSo() {
    People.SignedInPerson ann = People.make(Clinics.make(), "READER").signIn();
    String grants = "/api/v1/persons/" + ann.person().id();
    Call.to(grants)
        .get()
        .json()
        .path("grants")
        .forEach(
            grant -> Call.to(grants + "/grants/" + grant.path("clinic_id").asString()).delete());

    Call.Answer page = ann.withoutToken("/").get();

    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text()).contains("You have no role anywhere.");
  }
}
