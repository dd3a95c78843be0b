<?php
/**
 * KiviCare's tables.
 *
 * @package Wardbell
 */

namespace Wardbell;

use DateTimeImmutable;
use DateTimeZone;
use Exception;

defined( 'ABSPATH' ) || exit;

/** Reads KiviCare's tables, and the forms in which it writes values. Columns that a version does not have are left out. */
final class KiviCare {
	/** KiviCare's numbers of an appointment's status, in Wardbell's words. */
	const STATUSES = array( 'CANCELLED', 'BOOKED', 'PENDING', 'CHECKED_OUT', 'CHECKED_IN' );

	/** The whole name of a table. */
	public static function table( $name ) {
		global $wpdb;
		return $wpdb->prefix . 'kc_' . $name;
	}

	/** The newest row of a table in which a column has a number; empty without one. */
	public static function row( $table, $column, $number ) {
		global $wpdb;
		if ( $number <= 0 ) {
			return array();
		}
		// phpcs:ignore WordPress.DB -- Names of tables and columns are ours.
		$row = $wpdb->get_row( $wpdb->prepare( 'SELECT * FROM `' . self::table( $table ) . "` WHERE `$column` = %d ORDER BY id DESC LIMIT 1", $number ), ARRAY_A );
		return is_array( $row ) ? $row : array();
	}

	/** One column of a question about KiviCare's tables. */
	public static function column( $query, ...$values ) {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- Written by our callers, without values.
		return $wpdb->get_col( $wpdb->prepare( $query, ...$values ) );
	}

	/** A status in Wardbell's words; null if KiviCare has none. */
	public static function status( $number ) {
		return is_numeric( $number ) ? self::STATUSES[ (int) $number ] ?? null : null;
	}

	/** KiviCare writes local times of the site; the world gets them with their offset. */
	public static function moment( $text ) {
		if ( ! is_string( $text ) || ! preg_match( '/^[1-9]\d{3}-/', $text ) ) {
			return null;
		}
		try {
			return ( new DateTimeImmutable( $text, wp_timezone() ) )->format( DATE_ATOM );
		} catch ( Exception $unreadable ) {
			return null;
		}
	}

	/** The zone in which an appointment's date and time are meant. */
	public static function zone( array $appointment ) {
		if ( ! empty( $appointment['appointment_timezone'] ) ) {
			try {
				return new DateTimeZone( $appointment['appointment_timezone'] );
			} catch ( Exception $unknown ) {
				return wp_timezone();
			}
		}
		return wp_timezone();
	}

	/** A zone by its name; nothing for a mere offset, which is no zone for others. */
	public static function zone_name( DateTimeZone $zone ) {
		return preg_match( '/^[A-Z]/', $zone->getName() ) ? $zone->getName() : null;
	}

	/** A telephone number with the country's code, which newer versions keep in it and older ones beside it. */
	public static function telephone( $number, $calling_code ) {
		$number = trim( (string) $number );
		$code   = preg_replace( '/\D/', '', (string) $calling_code );
		if ( '' === $number || '+' === $number[0] || '' === $code ) {
			return $number;
		}
		return '+' . $code . ' ' . $number;
	}

	/** Without what nobody has said, so that a template's default takes its place. */
	public static function said( array $variables ) {
		return array_filter(
			$variables,
			static function ( $value ) {
				return null !== $value && '' !== $value;
			}
		);
	}

	/** An amount as a number where it is one: KiviCare keeps it as text. */
	public static function amount( $text ) {
		return is_numeric( $text ) ? $text + 0 : $text;
	}
}
