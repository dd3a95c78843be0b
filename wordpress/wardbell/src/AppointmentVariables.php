<?php
/**
 * What an event says of an appointment.
 *
 * @package Wardbell
 */

namespace Wardbell;

use DateTimeImmutable;
use Exception;

defined( 'ABSPATH' ) || exit;

/** The variables of an appointment, from KiviCare's row as it is now. */
final class AppointmentVariables {

	/**
	 * The variables of an event.
	 *
	 * @param int    $id        KiviCare's number.
	 * @param string $type      Wardbell's type of the event.
	 * @param array  $arguments Of the hook.
	 */
	public static function of( $id, $type, array $arguments ) {
		$row       = KiviCare::row( 'appointments', 'id', $id );
		$variables = array( 'appointment_id' => $id );
		if ( ! $row ) {
			return $variables;
		}
		$row['status'] = self::status_now( $row, $type, $arguments );
		$variables    += KiviCare::said( self::times( $row ) );
		$variables    += KiviCare::said(
			array(
				'appointment_status'     => KiviCare::status( $row['status'] ),
				'kivicare_status'        => (int) $row['status'],
				'appointment_created_at' => KiviCare::moment( $row['created_at'] ),
				'appointment_desc'       => $row['description'],
				'encounter_id'           => (int) ( KiviCare::row( 'patient_encounters', 'appointment_id', $id )['id'] ?? 0 ) ?: null, // phpcs:ignore Universal.Operators.DisallowShortTernary
				'service_names'          => implode( ', ', self::services( $id ) ),
				'meeting_link'           => self::meeting_link( $id ),
			)
		);
		$variables += PersonVariables::basics(
			array(
				'doctor'  => (int) $row['doctor_id'],
				'patient' => (int) $row['patient_id'],
			)
		);
		$variables += ClinicVariables::of( (int) $row['clinic_id'], false );
		if ( 0 === strpos( $type, 'appointment.payment_' ) ) {
			$variables += self::payment( $arguments[1] ?? null );
		}
		return $variables + CustomFields::of( 'appointment_module', $id );
	}

	/** Names of the services. */
	public static function services( $id ) {
		return KiviCare::column( 'SELECT s.name FROM `' . KiviCare::table( 'appointment_service_mapping' ) . '` m JOIN `' . KiviCare::table( 'services' ) . '` s ON s.id = m.service_id WHERE m.appointment_id = %d ORDER BY m.id LIMIT 50', $id );
	}

	/**
	 * Start and end as moments; null where the row has none.
	 *
	 * @return array{0:?DateTimeImmutable,1:?DateTimeImmutable}
	 */
	public static function moments( array $row ) {
		$zone = KiviCare::zone( $row );
		try {
			$start = empty( $row['appointment_start_date'] ) ? null : new DateTimeImmutable( $row['appointment_start_date'] . ' ' . $row['appointment_start_time'], $zone );
			$end   = $start && ! empty( $row['appointment_end_time'] ) ? new DateTimeImmutable( ( $row['appointment_end_date'] ?? $row['appointment_start_date'] ) . ' ' . $row['appointment_end_time'], $zone ) : null;
		} catch ( Exception $unreadable ) {
			return array( null, null );
		}
		return array( $start, $end );
	}

	private static function times( array $row ) {
		list( $start, $end ) = self::moments( $row );
		return array(
			'appointment_date'       => $row['appointment_start_date'],
			'appointment_start_time' => $row['appointment_start_time'],
			'appointment_end_time'   => $row['appointment_end_time'],
			'appointment_timezone'   => KiviCare::zone_name( KiviCare::zone( $row ) ),
			'appointment_starts_at'  => $start ? $start->format( DATE_ATOM ) : null,
			'appointment_ends_at'    => $end ? $end->format( DATE_ATOM ) : null,
		);
	}

	/** Version 3 tells of a cancellation before it writes it; the hook of a status says the new one itself. */
	private static function status_now( array $row, $type, array $arguments ) {
		if ( 'appointment.cancelled' === $type ) {
			return 0;
		}
		if ( 'appointment.status_changed' === $type && isset( $arguments[1] ) && is_numeric( $arguments[1] ) ) {
			return (int) $arguments[1];
		}
		return $row['status'];
	}

	/** The add-ons for video have tables of their own, where they are installed. */
	private static function meeting_link( $id ) {
		$meet = KiviCare::row( 'appointment_google_meet_mappings', 'appointment_id', $id );
		$zoom = $meet ? array() : KiviCare::row( 'appointment_zoom_mappings', 'appointment_id', $id );
		return $meet['url'] ?? $zoom['join_url'] ?? null;
	}

	private static function payment( $argument ) {
		$given = array_filter( Hooks::fields( $argument ), 'is_scalar' );
		return KiviCare::said(
			array(
				'payment_mode'      => $given['payment_mode'] ?? $given['gateway'] ?? null,
				'payment_status'    => $given['payment_status'] ?? $given['status'] ?? null,
				'currency'          => $given['currency'] ?? null,
				'bill_total_amount' => KiviCare::amount( $given['amount'] ?? $given['total'] ?? null ),
			)
		);
	}
}
