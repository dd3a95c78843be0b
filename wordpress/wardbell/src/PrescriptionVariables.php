<?php
/**
 * What an event says of a prescription.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/** The variables of a prescription. */
final class PrescriptionVariables {

	public static function of( $id ) {
		$row = KiviCare::row( 'prescription', 'id', $id );
		if ( ! $row ) {
			return array( 'prescription_id' => $id );
		}
		return KiviCare::said(
			array(
				'prescription_id'          => $id,
				'prescription_name'        => $row['name'],
				'prescription_frequency'   => $row['frequency'],
				'prescription_duration'    => $row['duration'],
				'prescription_instruction' => $row['instruction'],
				'prescription_created_at'  => KiviCare::moment( $row['created_at'] ),
			)
		) + EncounterVariables::basics( KiviCare::row( 'patient_encounters', 'id', (int) $row['encounter_id'] ) );
	}
}
