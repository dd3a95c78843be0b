<?php
/**
 * What an event says of an encounter.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/** The variables of an encounter, and those that bills and prescriptions take from theirs. */
final class EncounterVariables {

	public static function of( $id ) {
		$row = KiviCare::row( 'patient_encounters', 'id', $id );
		if ( ! $row ) {
			return array( 'encounter_id' => $id );
		}
		$author    = get_userdata( (int) $row['added_by'] );
		$variables = KiviCare::said(
			array(
				'encounter_date'        => $row['encounter_date'],
				'encounter_status'      => 1 === (int) $row['status'] ? 'open' : 'closed',
				'encounter_description' => $row['description'],
				'encounter_template_id' => $row['template_id'] ?? null,
				'encounter_added_by'    => $author ? $author->display_name : null,
				'encounter_created_at'  => KiviCare::moment( $row['created_at'] ),
			)
		);
		return $variables + self::basics( $row ) + CustomFields::of( 'encounter_module', $id );
	}

	/** Of whom and where: of the encounter's row. */
	public static function basics( array $row ) {
		if ( ! $row ) {
			return array();
		}
		return KiviCare::said(
			array(
				'encounter_id'   => (int) $row['id'],
				'appointment_id' => empty( $row['appointment_id'] ) ? null : (int) $row['appointment_id'],
			)
		) + PersonVariables::basics(
			array(
				'doctor'  => (int) $row['doctor_id'],
				'patient' => (int) $row['patient_id'],
			)
		) + ClinicVariables::of( (int) $row['clinic_id'], false );
	}
}
