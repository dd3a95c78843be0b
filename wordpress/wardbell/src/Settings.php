<?php
/**
 * What the administrator has set.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/**
 * The settings of the present site. A constant in wp-config.php (WARDBELL_URL, WARDBELL_KEY, WARDBELL_SIGNING_SECRET) goes before
 * what is kept in the database, for those who keep secrets out of it.
 */
final class Settings {
	const OPTION = 'wardbell_settings';

	/** Days for which an event that Wardbell refused is kept with its data, for somebody to look at the cause. */
	const REFUSED_DAYS = 7;

	const CONSTANTS = array(
		'url'            => 'WARDBELL_URL',
		'key'            => 'WARDBELL_KEY',
		'signing_secret' => 'WARDBELL_SIGNING_SECRET',
	);

	/** Wardbell's address, without a slash at the end; empty before it is set. */
	public static function url() {
		return untrailingslashit( self::text( 'url' ) );
	}

	/** The API key, of the role WRITER. */
	public static function key() {
		return self::text( 'key' );
	}

	/** The secret of the webhook that brings changes back; empty if there is none. */
	public static function signing_secret() {
		return self::text( 'signing_secret' );
	}

	/** Whether appointments are kept in step with the doctors' calendars. */
	public static function calendars() {
		return ! empty( self::all()['calendars'] );
	}

	/** Whether there is somewhere to send to. */
	public static function complete() {
		return self::url() !== '' && self::key() !== '';
	}

	/** Whether a setting stands in wp-config.php. */
	public static function is_constant( $name ) {
		return isset( self::CONSTANTS[ $name ] ) && defined( self::CONSTANTS[ $name ] );
	}

	/** Replaces some of them. */
	public static function save( array $changes ) {
		// Not loaded with every page: a secret need not be in every copy of the options.
		update_option( self::OPTION, array_merge( self::all(), $changes ), false );
	}

	private static function all() {
		$all = get_option( self::OPTION );
		return is_array( $all ) ? $all : array();
	}

	private static function text( $name ) {
		if ( self::is_constant( $name ) ) {
			return (string) constant( self::CONSTANTS[ $name ] );
		}
		return (string) ( self::all()[ $name ] ?? '' );
	}
}
