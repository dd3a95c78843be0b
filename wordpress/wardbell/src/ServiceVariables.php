<?php
/**
 * What an event says of a service.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/** The variables of a service as a doctor offers it: KiviCare keeps price and length with the doctor. */
final class ServiceVariables {

	/**
	 * The variables of an event.
	 *
	 * @param int   $id    KiviCare's number of the service.
	 * @param array $given The fields of the hook's argument: the service as one doctor offers it.
	 */
	public static function of( $id, array $given ) {
		$service = KiviCare::row( 'services', 'id', $id );
		$given   = array_filter( $given, 'is_scalar' );
		$offer   = $given ? $given : KiviCare::row( 'service_doctor_mapping', 'service_id', $id );
		$status  = $offer['status'] ?? $service['status'] ?? null;
		return KiviCare::said(
			array(
				'service_id'       => $id,
				'service_name'     => $service['name'] ?? null,
				'service_type'     => $service['type'] ?? null,
				'service_category' => $service['type'] ?? null,
				'service_price'    => KiviCare::amount( $offer['charges'] ?? $service['price'] ?? null ),
				'service_duration' => empty( $offer['duration'] ) ? null : (int) $offer['duration'],
				'service_status'   => null === $status ? null : ( 1 === (int) $status ? 'active' : 'inactive' ),
			)
		) + PersonVariables::basics( array( 'doctor' => (int) ( $offer['doctor_id'] ?? 0 ) ) ) + ClinicVariables::of( (int) ( $offer['clinic_id'] ?? 0 ), false );
	}
}
