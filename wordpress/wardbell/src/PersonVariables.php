<?php
/**
 * What an event says of a person.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/**
 * The variables of patients, doctors, receptionists and administrators of clinics, who are users of WordPress. No credential of a
 * person is read: neither passwords nor keys of video services.
 */
final class PersonVariables {
	const META = array(
		'first_name',
		'last_name',
		'basic_data',
		'country_calling_code',
		'doctor_description',
		'doctor_signature',
		'patient_profile_image',
		'doctor_profile_image',
		'receptionist_profile_image',
		'clinic_admin_profile_image',
	);

	/** The tables that say in which clinics somebody is. */
	const CLINICS = array(
		'patient'      => 'patient_clinic_mappings',
		'doctor'       => 'doctor_clinic_mappings',
		'receptionist' => 'receptionist_clinic_mappings',
	);

	/** All variables of a person: patient_id, patient_first_name … */
	public static function of( $role, $id ) {
		$person    = self::people( array( $id ) )[ $id ] ?? array();
		$variables = array( $role . '_id' => $id );
		if ( ! $person ) {
			return $variables;
		}
		$variables += self::details( $role, $person );
		$clinics    = array_map( 'intval', self::clinic_ids( $role, $id ) );
		$variables += KiviCare::said( array( $role . '_clinic_ids' => $clinics ? $clinics : null ) );
		if ( 'doctor' === $role ) {
			$variables += self::profession( $person );
		}
		if ( 'patient' === $role || 'doctor' === $role ) {
			$variables += CustomFields::of( $role . '_module', $id );
		}
		return $variables + ClinicVariables::of( $clinics[0] ?? 0, false );
	}

	/** Id, name, address and number of the people of an event, by their role: doctor_id, doctor_name … */
	public static function basics( array $ids_by_role ) {
		$people    = self::people( array_filter( $ids_by_role ) );
		$variables = array();
		foreach ( $ids_by_role as $role => $id ) {
			$person     = $people[ $id ] ?? array();
			$variables += KiviCare::said(
				array(
					$role . '_id'             => $id ? $id : null,
					$role . '_name'           => $person['display_name'] ?? null,
					$role . '_email'          => $person['user_email'] ?? null,
					$role . '_contact_number' => $person['number'] ?? null,
				)
			);
		}
		return $variables;
	}

	/** The variables of the administrator of a clinic. */
	public static function administrator( $id ) {
		$person = self::people( array( $id ) )[ $id ] ?? array();
		if ( ! $person ) {
			return array();
		}
		$all   = self::details( 'clinic_admin', $person );
		$names = array( 'first_name', 'last_name', 'email', 'contact_number', 'dob', 'gender', 'profile_photo' );
		return array( 'clinic_admin_id' => $id ) + array_intersect_key( $all, array_flip( preg_filter( '/^/', 'clinic_admin_', $names ) ) );
	}

	private static function details( $role, array $person ) {
		$basic     = $person['basic'];
		$image     = (int) ( $person[ $role . '_profile_image' ] ?? 0 );
		$variables = array(
			'first_name'           => $person['first_name'] ?? null,
			'last_name'            => $person['last_name'] ?? null,
			'full_name'            => $person['display_name'],
			'email'                => $person['user_email'],
			'contact_number'       => $person['number'],
			'dob'                  => $basic['dob'] ?? null,
			'gender'               => $basic['gender'] ?? null,
			'blood_group'          => $basic['blood_group'] ?? null,
			'address'              => $basic['address'] ?? null,
			'city'                 => $basic['city'] ?? null,
			'country'              => $basic['country'] ?? null,
			'postal_code'          => $basic['postal_code'] ?? null,
			'profile_photo'        => $image ? wp_get_attachment_url( $image ) : null,
			'status'               => (int) $person['user_status'] === 0 ? 'active' : 'inactive',
			// WordPress writes this one in UTC.
			'registered_date_time' => str_replace( ' ', 'T', $person['user_registered'] ) . 'Z',
		);
		return KiviCare::said( array_combine( preg_filter( '/^/', $role . '_', array_keys( $variables ) ), array_map( array( self::class, 'plain' ), $variables ) ) );
	}

	private static function profession( array $person ) {
		$basic = $person['basic'];
		return KiviCare::said(
			array(
				'doctor_description'    => self::plain( $person['doctor_description'] ?? null ),
				'doctor_experience'     => self::plain( $basic['no_of_experience'] ?? null ),
				'doctor_qualification'  => self::labels( $basic['qualifications'] ?? null, 'degree' ),
				'doctor_specialization' => self::labels( $basic['specialties'] ?? null, 'label' ),
				'doctor_signature'      => self::plain( $person['doctor_signature'] ?? null ),
			)
		);
	}

	/** KiviCare keeps such lists as objects, each with a name. */
	private static function labels( $list, $field ) {
		if ( ! is_array( $list ) ) {
			return self::plain( $list );
		}
		$names = array();
		foreach ( $list as $one ) {
			$name = is_array( $one ) ? ( $one[ $field ] ?? $one['label'] ?? null ) : $one;
			if ( is_scalar( $name ) ) {
				$names[] = (string) $name;
			}
		}
		return implode( ', ', $names );
	}

	/** A value that is no list; KiviCare has fields that are both. */
	private static function plain( $value ) {
		if ( is_array( $value ) ) {
			$value = $value['label'] ?? null;
		}
		return is_scalar( $value ) ? $value : null;
	}

	private static function clinic_ids( $role, $id ) {
		if ( ! isset( self::CLINICS[ $role ] ) ) {
			return array();
		}
		return KiviCare::column( 'SELECT DISTINCT clinic_id FROM `' . KiviCare::table( self::CLINICS[ $role ] ) . "` WHERE {$role}_id = %d ORDER BY clinic_id LIMIT 100", $id );
	}

	/** Users and what KiviCare keeps of them, by id; two questions for any number. */
	private static function people( array $ids ) {
		global $wpdb;
		$ids = array_values( array_unique( array_map( 'intval', $ids ) ) );
		if ( ! $ids ) {
			return array();
		}
		$places = implode( ',', array_fill( 0, count( $ids ), '%d' ) );
		$names  = implode( ',', array_fill( 0, count( self::META ), '%s' ) );
		$people = array();
		// phpcs:disable WordPress.DB -- The places are made of %d and %s only; a cache may be older than the event.
		foreach ( $wpdb->get_results( $wpdb->prepare( "SELECT ID, display_name, user_email, user_status, user_registered FROM $wpdb->users WHERE ID IN ($places)", $ids ), ARRAY_A ) as $user ) {
			$people[ (int) $user['ID'] ] = $user;
		}
		$meta = $wpdb->get_results( $wpdb->prepare( "SELECT user_id, meta_key, meta_value FROM $wpdb->usermeta WHERE user_id IN ($places) AND meta_key IN ($names)", array_merge( $ids, self::META ) ) );
		// phpcs:enable
		foreach ( $meta as $one ) {
			if ( isset( $people[ (int) $one->user_id ] ) ) {
				$people[ (int) $one->user_id ][ $one->meta_key ] = $one->meta_value;
			}
		}
		foreach ( $people as &$person ) {
			$basic            = json_decode( $person['basic_data'] ?? '', true );
			$person['basic']  = is_array( $basic ) ? $basic : array();
			$person['number'] = KiviCare::telephone( self::plain( $person['basic']['mobile_number'] ?? '' ), $person['country_calling_code'] ?? '' );
		}
		return $people;
	}
}
