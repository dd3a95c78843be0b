<?php
/**
 * The way of the appointments to the doctors' calendars.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/**
 * Gives Wardbell the appointments as they are now, so that it keeps them in step with the doctors' calendars. They go as an import
 * that tells nobody (events=false), because each change was told as an event already. A line can be sent again: the appointment's
 * number is its external id.
 */
final class CalendarMirror {
	/** Appointments in an import: as many as a page of its problems has. */
	const LINES = 200;

	/** Characters that Wardbell takes; one line that is too long must not keep an appointment out of a calendar. */
	const LONGEST_NAME        = 200;
	const LONGEST_NUMBER      = 40;
	const LONGEST_DESCRIPTION = 4000;

	/** Sends what has changed; looks first how the last import ended. */
	public static function run() {
		if ( ! Settings::calendars() || ! self::last_has_ended() ) {
			return;
		}
		$read_at = KnownAppointments::milliseconds();
		$lines   = array();
		foreach ( KnownAppointments::waiting( self::LINES ) as $known ) {
			$line = self::line( $known );
			if ( $line ) {
				$lines[ (int) $known->appointment_id ] = wp_json_encode( $line, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES );
			} else {
				KnownAppointments::save( (int) $known->appointment_id, $known, array( 'waits' => 0 ) );
			}
		}
		if ( $lines ) {
			self::send( $lines, $read_at );
		}
	}

	/** Wardbell's external id of an appointment; sites of a network may share a clinic. */
	public static function external_id( $id ) {
		return is_multisite() && ! is_main_site() ? get_current_blog_id() . '-' . $id : (string) $id;
	}

	/** The appointment of an external id; 0 if it is not of this site. */
	public static function appointment_id( $external_id ) {
		$id = (int) preg_replace( '/^.*-/', '', (string) $external_id );
		return $id > 0 && self::external_id( $id ) === (string) $external_id ? $id : 0;
	}

	private static function send( array $lines, $read_at ) {
		$answer = Client::post_lines( '/api/v1/appointment-imports?events=false', implode( "\n", $lines ) . "\n" );
		if ( $answer->is_good() && ! empty( $answer->body['id'] ) ) {
			KnownAppointments::sent( array_keys( $lines ), $read_at );
			State::change(
				array(
					'calendar_error' => '',
					'import'         => array(
						'id'           => (string) $answer->body['id'],
						'appointments' => array_keys( $lines ),
					),
				)
			);
			return;
		}
		// Two other imports of the clinic are at work: the next run finds a place.
		self::failed( 429 === $answer->status ? '' : $answer->sentence() );
	}

	/** Calendars wait for the next run. Events need not: they have a way of their own. */
	private static function failed( $error ) {
		State::change( array( 'calendar_error' => mb_substr( $error, 0, 500 ) ) );
	}

	/** Whether Wardbell may not have what KiviCare said of an appointment, although it was sent. */
	public static function is_under_way( $id ) {
		$import = State::all()['import'];
		return $import && in_array( $id, $import['appointments'], true );
	}

	/** Looks how the last import went; returns whether it has ended. */
	public static function last_has_ended() {
		$import = State::all()['import'];
		if ( ! $import ) {
			return true;
		}
		$path   = '/api/v1/appointment-imports/' . rawurlencode( $import['id'] );
		$answer = Client::get( $path );
		if ( $answer->is_good() && in_array( $answer->body['status'] ?? '', array( 'RECEIVING', 'RUNNING' ), true ) ) {
			return false;
		}
		if ( ! $answer->is_good() && 404 !== $answer->status ) {
			self::failed( $answer->sentence() );
			return false;
		}
		if ( ! empty( $answer->body['failed'] ) ) {
			self::note_problems( $path, $import['appointments'] );
		}
		State::change( array( 'import' => null ) );
		return true;
	}

	private static function note_problems( $path, array $appointments ) {
		foreach ( (array) ( Client::get( $path . '/problems?limit=' . self::LINES )->body['data'] ?? array() ) as $one ) {
			$id = $appointments[ (int) ( $one['line'] ?? 0 ) - 1 ] ?? 0;
			if ( $id ) {
				$error = $one['errors'][0] ?? array();
				$text  = trim( ( $error['field'] ?? '' ) . ' ' . ( $error['problem'] ?? '' ) . '. ' . ( $error['fix'] ?? '' ) );
				KnownAppointments::save( $id, KnownAppointments::find( $id ), array( 'problem' => mb_substr( $text, 0, 500 ) ) );
			}
		}
	}

	/** A line of the import; null for an appointment of which nothing can be said. */
	private static function line( $known ) {
		$id  = (int) $known->appointment_id;
		$row = KiviCare::row( 'appointments', 'id', $id );
		if ( ! $row ) {
			return self::line_of_deleted( $known );
		}
		list( $start, $end ) = AppointmentVariables::moments( $row );
		if ( ! $start || ! $end ) {
			return null;
		}
		$people = PersonVariables::basics(
			array(
				'doctor'  => (int) $row['doctor_id'],
				'patient' => (int) $row['patient_id'],
			)
		);
		$line = array(
			'external_id' => self::external_id( $id ),
			'doctor_id'   => (string) $row['doctor_id'],
			'doctor'      => self::person( $people, 'doctor' ),
			'patient'     => array( 'id' => (string) $row['patient_id'] ) + self::person( $people, 'patient' ),
			'start'       => $start->format( DATE_ATOM ),
			'end'         => $end->format( DATE_ATOM ),
			'time_zone'   => KiviCare::zone_name( $start->getTimezone() ) ?? 'UTC',
			'services'    => array_map( array( self::class, 'name' ), AppointmentVariables::services( $id ) ),
			'description' => mb_substr( (string) ( $row['description'] ?? '' ), 0, self::LONGEST_DESCRIPTION ),
			'status'      => self::status( $row['status'], $known->told_status ),
		);
		return array_filter(
			$line,
			static function ( $value ) {
				return '' !== $value && array() !== $value;
			}
		);
	}

	/** What was deleted leaves the calendar; without the patient's name, which nobody keeps here. */
	private static function line_of_deleted( $known ) {
		if ( ! $known->doctor_id || ! $known->starts_at || ! $known->ends_at ) {
			return null;
		}
		return array(
			'external_id' => self::external_id( (int) $known->appointment_id ),
			'doctor_id'   => (string) $known->doctor_id,
			'patient'     => array( 'id' => (string) $known->patient_id ),
			'start'       => gmdate( DATE_ATOM, (int) $known->starts_at ),
			'end'         => gmdate( DATE_ATOM, (int) $known->ends_at ),
			'time_zone'   => 'UTC',
			'status'      => 'CANCELLED',
		);
	}

	private static function person( array $people, $role ) {
		return KiviCare::said(
			array(
				'name'           => self::name( $people[ $role . '_name' ] ?? '' ),
				'email'          => $people[ $role . '_email' ] ?? null,
				'contact_number' => mb_substr( $people[ $role . '_contact_number' ] ?? '', 0, self::LONGEST_NUMBER ),
			)
		);
	}

	private static function name( $text ) {
		return mb_substr( (string) $text, 0, self::LONGEST_NAME );
	}

	/** Wardbell has more statuses than KiviCare: what it told stays, as long as KiviCare has that one's number. */
	private static function status( $number, $told ) {
		return null !== $told && AppointmentChange::number( $told ) === (int) $number ? $told : (string) KiviCare::status( $number );
	}
}
