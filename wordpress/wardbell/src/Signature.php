<?php
/**
 * The check of a signature.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/** Standard Webhooks, version 1: HMAC-SHA-256 over id, time and body. */
final class Signature {
	/** Seconds by which clocks may differ, as the specification says. */
	const TOLERANCE = 300;

	/** The longest id of a message that is remembered. */
	const LONGEST_ID = 191;

	/**
	 * Whether a request was signed with the secret, and lately.
	 *
	 * @param string $secret     whsec_ and base64.
	 * @param string $id         webhook-id.
	 * @param string $sent_at    webhook-timestamp, in seconds since 1970.
	 * @param string $signatures webhook-signature: several, with spaces between them.
	 * @param string $body       As it came, byte for byte.
	 */
	public static function fits( $secret, $id, $sent_at, $signatures, $body ) {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- The secret is written so.
		$key = base64_decode( (string) preg_replace( '/^whsec_/', '', trim( $secret ) ), true );
		// Without a secret everybody could sign.
		if ( ! is_string( $key ) || strlen( $key ) < 16 ) {
			return false;
		}
		if ( ! preg_match( '/^[\x21-\x7e]{1,' . self::LONGEST_ID . '}$/D', $id ) || ! preg_match( '/^\d{1,12}$/D', $sent_at ) ) {
			return false;
		}
		if ( abs( time() - (int) $sent_at ) > self::TOLERANCE ) {
			return false;
		}
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- The signature is written so.
		$wanted = 'v1,' . base64_encode( hash_hmac( 'sha256', "$id.$sent_at.$body", $key, true ) );
		$fits   = false;
		foreach ( explode( ' ', $signatures ) as $each ) {
			$fits = hash_equals( $wanted, $each ) || $fits;
		}
		return $fits;
	}
}
