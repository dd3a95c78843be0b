package org.wardbell.activities.calendar.google;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpStatusCodes;
import com.google.api.client.http.HttpUnsuccessfulResponseHandler;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;

/**
 * The access token of one permission, shared by all requests of this process. Of many requests that
 * are told at once that it is not good any more, one fetches another; the rest take that one.
 * Google's own adapter fetches one for each, and hides why it could not.
 */
final class SharedAccessToken implements HttpRequestInitializer, HttpUnsuccessfulResponseHandler {
  private static final String BEARER = "Bearer ";

  private final GoogleCredentials credentials;

  SharedAccessToken(GoogleCredentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public void initialize(HttpRequest request) throws IOException {
    request.setUnsuccessfulResponseHandler(this);
    credentials.refreshIfExpired();
    request.getHeaders().setAuthorization(header());
  }

  @Override
  public boolean handleResponse(HttpRequest request, HttpResponse response, boolean mayRepeat)
      throws IOException {
    if (response.getStatusCode() != HttpStatusCodes.STATUS_CODE_UNAUTHORIZED || !mayRepeat) {
      return false;
    }
    replace(request.getHeaders().getAuthorization());
    request.getHeaders().setAuthorization(header());
    return true;
  }

  private synchronized void replace(String refused) throws IOException {
    if (header().equals(refused)) {
      credentials.refresh();
    }
  }

  private String header() {
    AccessToken token = credentials.getAccessToken();
    return token == null ? BEARER : BEARER + token.getTokenValue();
  }
}
