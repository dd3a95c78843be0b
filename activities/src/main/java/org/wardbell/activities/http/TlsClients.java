package org.wardbell.activities.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.pem.Certificates;
import org.wardbell.activities.pem.PrivateKeys;
import org.wardbell.activities.pem.UnreadablePem;
import org.wardbell.workflows.webhook.TlsIdentity;

/**
 * HTTP clients for webhooks with a certificate or authorities of their own. They share threads and
 * connections with the client they come from, but a connection is only used again with the very
 * same socket factory: one made with an older certificate never carries a request of the newer.
 */
final class TlsClients {
  /** More identities than this take turns, at the price of a handshake each. */
  private static final int REMEMBERED = 500;

  /** Guards an entry of a key store that never leaves this process. */
  private static final char[] NO_PASSWORD = {};

  private final OkHttpClient source;
  private final OkHttpClient withoutIdentity;
  private final Cache<TlsIdentity, OkHttpClient> remembered =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  TlsClients(OkHttpClient source) {
    this.source = source;
    this.withoutIdentity = make(new TlsIdentity(null, null, null));
  }

  /**
   * Returns the client for an identity.
   *
   * @throws UnusableIdentityException if it cannot be used, which the rules for webhooks prevent
   */
  OkHttpClient of(@Nullable TlsIdentity identity) {
    return identity == null ? withoutIdentity : remembered.get(identity, this::make);
  }

  private OkHttpClient make(TlsIdentity identity) {
    try {
      X509TrustManager trust = trust(identity.authorities());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {new ClientKeys(keys(identity))}, new X509TrustManager[] {trust}, null);
      return source.newBuilder().sslSocketFactory(context.getSocketFactory(), trust).build();
    } catch (GeneralSecurityException | IOException | UnreadablePem unusable) {
      // Not as a cause: its text may quote the key.
      throw new UnusableIdentityException();
    }
  }

  /**
   * Returns the trust in a webhook's own authorities, which replace the public ones: a webhook that
   * names some wants no others.
   */
  private X509TrustManager trust(@Nullable String authorities)
      throws GeneralSecurityException, IOException, UnreadablePem {
    if (authorities == null) {
      return Objects.requireNonNull(source.x509TrustManager(), "the platform has one");
    }
    KeyStore store = emptyStore();
    int number = 0;
    for (X509Certificate authority : Certificates.read(authorities)) {
      store.setCertificateEntry("authority-" + number++, authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("no trust manager"));
  }

  private static @Nullable X509ExtendedKeyManager keys(TlsIdentity identity)
      throws GeneralSecurityException, IOException, UnreadablePem {
    String certificate = identity.certificate();
    String key = identity.key();
    if (certificate == null || key == null) {
      return null;
    }
    List<X509Certificate> chain = Certificates.read(certificate);
    KeyStore store = emptyStore();
    store.setKeyEntry("own", PrivateKeys.read(key), NO_PASSWORD, chain.toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return Arrays.stream(factory.getKeyManagers())
        .filter(X509ExtendedKeyManager.class::isInstance)
        .map(X509ExtendedKeyManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("no key manager"));
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** A certificate, key or authority that cannot be used. */
  static final class UnusableIdentityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableIdentityException() {
      super("certificate, key or authorities of a webhook cannot be used");
    }
  }
}
