<?php
/**
 * What an event says of its clinic.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/** The variables of a clinic of KiviCare's. */
final class ClinicVariables {

	/**
	 * Those that every event has, or all.
	 *
	 * @param int  $id    KiviCare's number of the clinic.
	 * @param bool $whole Whether the event is about the clinic itself.
	 */
	public static function of( $id, $whole ) {
		$clinic = KiviCare::row( 'clinics', 'id', (int) $id );
		if ( ! $clinic ) {
			return $id ? array( 'clinic_id' => (int) $id ) : array();
		}
		$variables = array(
			'clinic_id'             => (int) $id,
			'clinic_name'           => $clinic['name'],
			'clinic_email'          => $clinic['email'],
			'clinic_contact_number' => KiviCare::telephone( $clinic['telephone_no'], $clinic['country_calling_code'] ?? '' ),
			'clinic_address'        => implode( ', ', array_filter( array( $clinic['address'], $clinic['city'], $clinic['postal_code'], $clinic['country'] ) ) ),
		);
		return KiviCare::said( $whole ? $variables + self::rest( $clinic ) : $variables );
	}

	private static function rest( array $clinic ) {
		$image       = (int) ( $clinic['profile_image'] ?? 0 );
		$specialties = json_decode( $clinic['specialties'] ?? '', true );
		return array(
			'clinic_specialization' => is_array( $specialties ) ? implode( ', ', array_filter( array_column( $specialties, 'label' ), 'is_string' ) ) : null,
			'clinic_status'         => 1 === (int) $clinic['status'] ? 'active' : 'inactive',
			'clinic_profile_photo'  => $image ? (string) wp_get_attachment_url( $image ) : null,
			'clinic_city'           => $clinic['city'],
			'clinic_country'        => $clinic['country'],
			'clinic_postal_code'    => $clinic['postal_code'],
		) + PersonVariables::administrator( (int) ( $clinic['clinic_admin_id'] ?? 0 ) );
	}
}
