package org.wardbell.activities.calendar.consent;

import java.util.List;
import org.wardbell.activities.calendar.google.AccountCalendar;
import tools.jackson.databind.json.JsonMapper;

/** A grant that waits for a choice, as it is sealed. Its text form hides the token. */
record KeptGrant(String account, String refreshToken, List<AccountCalendar> calendars) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  KeptGrant {
    calendars = List.copyOf(calendars);
  }

  byte[] json() {
    return JSON.writeValueAsBytes(this);
  }

  static KeptGrant of(byte[] json) {
    return JSON.readValue(json, KeptGrant.class);
  }

  @Override
  public String toString() {
    return "KeptGrant[hidden]";
  }
}
