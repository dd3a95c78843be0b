package org.wardbell.workflows.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

class SubscriptionTest {
  @Property
  void wildcard_ofAModule_fitsEachOfItsTypesAndNoOther(
      @ForAll @AlphaChars @StringLength(min = 1, max = 8) String module,
      @ForAll @AlphaChars @StringLength(min = 1, max = 8) String name,
      @ForAll @AlphaChars @StringLength(min = 1, max = 8) String longer) {
    String pattern = module + ".*";

    assertThat(Subscription.matches(pattern, module + "." + name)).isTrue();
    assertThat(Subscription.matches(pattern, module + longer + "." + name)).isFalse();
    assertThat(Subscription.matches(pattern, module)).isFalse();
    assertThat(Subscription.matches(pattern, module + ".")).isFalse();
  }

  @Property
  void everything_fitsAnyType(@ForAll @StringLength(max = 20) String type) {
    assertThat(Subscription.matches(Subscription.EVERYTHING, type)).isTrue();
  }

  @Example
  void subscription_toNothing_fitsNothing() {
    assertThat(new Subscription(List.of()).matches("bill.paid")).isFalse();
  }

  @Example
  void patterns_changedByTheCaller_stayWhatTheyWere() {
    List<String> patterns = new ArrayList<>(List.of("bill.paid"));
    Subscription subscription = new Subscription(patterns);
    patterns.add("*");

    assertThat(subscription.matches("patient.registered")).isFalse();
  }
}
