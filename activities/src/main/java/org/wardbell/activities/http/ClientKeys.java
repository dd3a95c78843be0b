package org.wardbell.activities.http;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a client, or none, that tell the attempt when a receiver asks for a certificate. In
 * TLS 1.3 a receiver refuses one after our side of the handshake has ended, and on some machines
 * all that arrives of its refusal is a connection that was reset.
 */
final class ClientKeys extends X509ExtendedKeyManager {
  private final @Nullable X509ExtendedKeyManager keys;

  /**
   * @param keys the webhook's, or null if it has none
   */
  ClientKeys(@Nullable X509ExtendedKeyManager keys) {
    this.keys = keys;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    AttemptClock.noteCertificateRequest();
    return keys == null ? null : keys.chooseClientAlias(keyType, issuers, socket);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    AttemptClock.noteCertificateRequest();
    return keys == null ? null : keys.chooseEngineClientAlias(keyType, issuers, engine);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return keys == null ? null : keys.getClientAliases(keyType, issuers);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return keys == null ? null : keys.getCertificateChain(alias);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return keys == null ? null : keys.getPrivateKey(alias);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
