package org.wardbell.activities.preview;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.authentication.Credential;
import org.wardbell.activities.authentication.MaskedCredentials;
import org.wardbell.activities.request.OutgoingRequest;
import org.wardbell.activities.template.PercentEncoding;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.TlsIdentity;
import org.wardbell.workflows.webhook.WebhookSettings;

/**
 * A request as a command for a POSIX shell, which sends the very same bytes with curl. What is a
 * credential is a variable of the shell, and the command stops where it is not set.
 *
 * @param variables to be set before, in the order in which they stand in the command; those of a
 *     query and of a urlencoded form percent-encoded
 */
public record CurlText(String command, List<String> variables) {
  /** A Linux takes 128 KiB as one argument, and a person no more in a clipboard. */
  private static final int LONGEST_ARGUMENT = 100_000;

  private static final int BASE64_LINE = 76;

  /**
   * Stands round the name of a variable until the text is quoted; no request has this character.
   */
  private static final String MARK = "\u0000";

  public CurlText {
    variables = List.copyOf(variables);
  }

  /**
   * Returns the command.
   *
   * @param settings the source of the names of credentials
   * @return empty for bytes that a shell cannot be given with variables between them: a body with a
   *     secret field that has files or a carriage return, or is too long for one argument
   */
  public static Optional<CurlText> of(OutgoingRequest request, WebhookSettings settings) {
    return new Writer(request, settings).write();
  }

  /** Hides the event's data. */
  @Override
  public String toString() {
    return "CurlText[" + variables + "]";
  }

  private static final class Writer {
    private final OutgoingRequest request;
    private final WebhookSettings settings;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();

    private Writer(OutgoingRequest request, WebhookSettings settings) {
      this.request = request;
      this.settings = settings;
    }

    private Optional<CurlText> write() {
      List<Credential> credentials = MaskedCredentials.of(settings.authentication());
      // curl would take brackets for a range, and dots in a path for a way up.
      options.add("-sS -i --globoff --path-as-is -X " + request.method());
      options.add("--url " + quoted(url(credentials)));
      request.headers().forEach(header -> header(header.name(), value(header)));
      for (Credential credential : credentials) {
        if (credential.place() == Authentication.Place.HEADER) {
          header(credential.name(), unmasked(credential, "HEADER"));
        }
      }
      identity(request.tls());
      byte[] body = request.body().bytes();
      if (!request.method().carriesBody()) {
        return command("", "");
      }
      if (body.length > 0) {
        header("Content-Type", request.body().contentType());
      } else {
        // Without a body there was no type; curl would name one.
        options.add("-H 'Content-Type:'");
      }
      // Without it curl asks first whether it may send a large body, as the original did not.
      options.add("-H 'Expect:'");
      String text = BodyText.text(body);
      String shown = text == null ? "" : covered(text);
      boolean plain =
          text != null && text.indexOf('\r') < 0 && text.indexOf('\0') < 0 && isShort(body);
      if (plain) {
        options.add("--data-raw " + quoted(shown));
        return command("", "");
      }
      if (text != null && !shown.equals(text)) {
        return Optional.empty();
      }
      options.add("--data-binary @-");
      String encoded = Base64.getMimeEncoder(BASE64_LINE, new byte[] {'\n'}).encodeToString(body);
      return command("base64 -d <<'END' | ", "\n" + encoded + "\nEND");
    }

    private static boolean isShort(byte[] body) {
      return body.length <= LONGEST_ARGUMENT;
    }

    private Optional<CurlText> command(String before, String after) {
      String command = before + "curl " + String.join(" \\\n  ", options) + after;
      return Optional.of(new CurlText(command, List.copyOf(variables.values())));
    }

    private String url(List<Credential> credentials) {
      String text = request.url().toString();
      int query = text.indexOf('?');
      List<String> parameters = new ArrayList<>();
      if (query >= 0) {
        parameters.addAll(
            ShownForm.fields(
                text.substring(query + 1),
                ShownRequest.secret(settings.query()),
                (name, _) -> variable("QUERY", name)));
      }
      for (Credential credential : credentials) {
        if (credential.place() == Authentication.Place.QUERY) {
          StringBuilder name = new StringBuilder();
          PercentEncoding.append(name, credential.name());
          parameters.add(name + "=" + unmasked(credential, "QUERY"));
        }
      }
      String path = query < 0 ? text : text.substring(0, query);
      return parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
    }

    private String value(Header header) {
      return ShownRequest.isSecret(header) ? variable("HEADER", header.name()) : header.value();
    }

    private String unmasked(Credential credential, String place) {
      int mask = credential.value().indexOf(Mask.DOTS);
      return mask < 0
          ? credential.value()
          : credential.value().substring(0, mask) + variable(place, credential.name());
    }

    private String covered(String text) {
      return ShownForm.body(
          text,
          request.body().contentType(),
          ShownRequest.secret(settings.payload().form()),
          (name, _) -> variable("FORM", name));
    }

    private void header(String name, String value) {
      // A header without a value ends with a semicolon; with a colon curl would leave it out.
      options.add("-H " + quoted(value.isEmpty() ? name + ";" : name + ": " + value));
    }

    private void identity(@Nullable TlsIdentity tls) {
      if (tls == null) {
        return;
      }
      if (tls.certificate() != null) {
        options.add("--cert " + quoted(variable("TLS", "certificate_file")));
        options.add("--key " + quoted(variable("TLS", "key_file")));
      }
      if (tls.authorities() != null) {
        options.add("--cacert " + quoted(variable("TLS", "authorities_file")));
      }
    }

    /**
     * Returns the place of a variable. Its name begins like no other of a shell, and then with its
     * place: a header and a field of the same name are two secrets. Of names that differ only in
     * what a shell does not take, all but the first have a number.
     */
    private String variable(String place, String name) {
      String known = variables.get(place + " " + name);
      String variable = known == null ? unused(place, name) : known;
      variables.put(place + " " + name, variable);
      return MARK + variable + MARK;
    }

    private String unused(String place, String name) {
      String plain =
          "WEBHOOK_" + place + "_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
      String variable = plain;
      for (int i = 2; variables.containsValue(variable); i++) {
        variable = plain + "_" + i;
      }
      return variable;
    }

    /** Returns a text as one word of the shell, with variables where they are marked. */
    private static String quoted(String text) {
      String[] parts = text.split(MARK, -1);
      StringBuilder word = new StringBuilder();
      for (int i = 0; i < parts.length; i++) {
        if (i % 2 == 1) {
          word.append("\"${").append(parts[i]).append(":?}\"");
        } else if (!parts[i].isEmpty()) {
          word.append('\'').append(parts[i].replace("'", "'\\''")).append('\'');
        }
      }
      return word.isEmpty() ? "''" : word.toString();
    }
  }
}
