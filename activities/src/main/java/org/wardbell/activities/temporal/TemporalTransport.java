package org.wardbell.activities.temporal;

import io.temporal.serviceclient.SimpleSslContextBuilder;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubsPlugin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.RefusedStart;
import org.wardbell.activities.pem.Authorities;
import org.wardbell.activities.pem.UnreadablePem;

/**
 * The way to a Temporal server that is not on this machine: TLS with checked certificates, and who
 * we are. Spring's Temporal client takes it up; it has settings of its own for some of this, but
 * none for a certificate authority of one's own.
 *
 * @param tls whether to speak TLS; each of the others asks for it too
 * @param authorities PEM file of the certificate authorities to trust, or null for Java's own
 * @param serverName the name in the server's certificate, or null if it is that of the target
 * @param certificate PEM file of our certificate and its chain, or null
 * @param key PEM file of its key, PKCS #8 without a password, or null
 * @param apiKey of Temporal Cloud, or null
 */
record TemporalTransport(
    boolean tls,
    @Nullable Path authorities,
    @Nullable String serverName,
    @Nullable Path certificate,
    @Nullable Path key,
    @Nullable String apiKey)
    implements WorkflowServiceStubsPlugin {
  TemporalTransport {
    if ((certificate == null) != (key == null)) {
      throw new RefusedStart(
          "A client certificate for Temporal needs both WARDBELL_TEMPORAL_CERTIFICATE_FILE and"
              + " WARDBELL_TEMPORAL_KEY_FILE.");
    }
  }

  private boolean isPlain() {
    return !tls
        && authorities == null
        && serverName == null
        && certificate == null
        && apiKey == null;
  }

  @Override
  public String getName() {
    return "org.wardbell.transport";
  }

  @Override
  public void configureServiceStubs(WorkflowServiceStubsOptions.Builder options) {
    if (isPlain()) {
      return;
    }
    try {
      options.setSslContext(tlsContext().build());
    } catch (IOException e) {
      throw new RefusedStart(
          "The files of WARDBELL_TEMPORAL_CA_FILE, _CERTIFICATE_FILE and _KEY_FILE cannot be used: "
              + e.getMessage()
              + ".",
          e);
    } catch (IllegalArgumentException e) {
      throw new RefusedStart(
          "The certificate or key for Temporal is not in PEM (the key: PKCS #8, no password).", e);
    }
    if (serverName != null) {
      options.setChannelInitializer(channel -> channel.overrideAuthority(serverName));
    }
    if (apiKey != null) {
      options.addApiKey(() -> apiKey);
    }
  }

  private SimpleSslContextBuilder tlsContext() throws IOException {
    SimpleSslContextBuilder context;
    if (certificate == null || key == null) {
      context = SimpleSslContextBuilder.noKeyOrCertChain();
    } else {
      // It reads them later.
      context =
          SimpleSslContextBuilder.forPKCS8(
              new ByteArrayInputStream(Files.readAllBytes(certificate)),
              new ByteArrayInputStream(Files.readAllBytes(key)));
    }
    return authorities == null ? context : trusting(context, authorities);
  }

  private static SimpleSslContextBuilder trusting(SimpleSslContextBuilder context, Path file)
      throws IOException {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(Authorities.read(file));
      return context.setTrustManager(trust.getTrustManagers()[0]);
    } catch (UnreadablePem e) {
      throw new RefusedStart("WARDBELL_TEMPORAL_CA_FILE: " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java checks certificates", e);
    }
  }

  @Override
  public WorkflowServiceStubs connectServiceClient(
      WorkflowServiceStubsOptions options, Supplier<WorkflowServiceStubs> next) {
    return next.get();
  }

  @Override
  public String toString() {
    return "TemporalTransport[hidden]";
  }
}
