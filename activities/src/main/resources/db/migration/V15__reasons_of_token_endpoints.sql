-- What a token endpoint said beside its code, sealed: it may quote a name or an address.
alter table oauth_token
  add column last_error_ciphertext varbinary(2048) null after last_error;
