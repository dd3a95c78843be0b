<?php
/**
 * KiviCare's hooks.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/** Every hook with which a KiviCare of versions 3 and 4 tells of something, and Wardbell's type of that event. */
final class Hooks {
	const TYPES = array(
		'kc_appointment_book'               => 'appointment.booked',
		'kc_after_create_appointment'       => 'appointment.booked',
		'kc_appointment_update'             => 'appointment.updated',
		'kc_appointment_updated'            => 'appointment.updated',
		'kc_appointment_cancel'             => 'appointment.cancelled',
		'kc_appointment_cancelled'          => 'appointment.cancelled',
		'kc_appointment_status_update'      => 'appointment.status_changed',
		'kc_appointment_delete'             => 'appointment.deleted',
		'kc_appointment_deleted'            => 'appointment.deleted',
		'kc_appointment_payment_complete'   => 'appointment.payment_completed',
		'kc_appointment_payment_completed'  => 'appointment.payment_completed',
		'kc_appointment_payment_cancelled'  => 'appointment.payment_cancelled',
		'kc_patient_save'                   => 'patient.registered',
		'kivicare_patient_registered'       => 'patient.registered',
		'kc_patient_update'                 => 'patient.updated',
		'kc_patient_delete'                 => 'patient.deleted',
		'kc_doctor_save'                    => 'doctor.added',
		'kc_doctor_register'                => 'doctor.added',
		'kc_doctor_update'                  => 'doctor.updated',
		'kc_doctor_delete'                  => 'doctor.removed',
		'kc_receptionist_save'              => 'receptionist.added',
		'kc_receptionist_created'           => 'receptionist.added',
		'kc_receptionist_register'          => 'receptionist.added',
		'kc_receptionist_update'            => 'receptionist.updated',
		'kc_receptionist_delete'            => 'receptionist.removed',
		'kcpro_clinic_save'                 => 'clinic.added',
		'kcpro_clinic_update'               => 'clinic.updated',
		'kcpro_clinic_delete'               => 'clinic.removed',
		'kc_clinic_delete'                  => 'clinic.removed',
		'kc_encounter_save'                 => 'encounter.created',
		'kc_encounter_update'               => 'encounter.updated',
		'kc_encounter_close'                => 'encounter.closed',
		'kc_encounter_delete'               => 'encounter.deleted',
		'kc_before_delete_encounter'        => 'encounter.deleted',
		'kc_encounter_bill_generate'        => 'bill.generated',
		'kc_encounter_bill_update'          => 'bill.updated',
		'kivicare_after_update_bill'        => 'bill.updated',
		'kc_encounter_bill_paid'            => 'bill.paid',
		'kc_encounter_bill_unpaid'          => 'bill.unpaid',
		'kc_encounter_bill_status_update'   => 'bill.status_changed',
		'kc_encounter_bill_refund'          => 'bill.refunded',
		'kc_encounter_bill_delete'          => 'bill.deleted',
		'kc_prescription_add'               => 'prescription.added',
		'kc_prescription_update'            => 'prescription.updated',
		'kc_prescription_delete'            => 'prescription.deleted',
		'kc_service_add'                    => 'service.added',
		'kc_service_update'                 => 'service.updated',
		'kc_service_delete'                 => 'service.deleted',
	);

	/** More arguments than any of the hooks has. */
	const ARGUMENTS = 5;

	/** The module of a type: appointment, patient, bill … */
	public static function module( $type ) {
		return strstr( $type, '.', true );
	}

	/** Whether a type tells of an end, after which there is nothing to look up. */
	public static function is_end( $type ) {
		return (bool) preg_match( '/\.(deleted|removed)$/D', $type );
	}

	/**
	 * The id of the record that a hook tells of; 0 if its arguments do not say. Version 3 passes the id, version 4 often an array or
	 * an object that has it.
	 *
	 * @param string $module   The module of the event.
	 * @param mixed  $argument The first argument of the hook.
	 */
	public static function record_id( $module, $argument ) {
		if ( is_scalar( $argument ) ) {
			return max( 0, (int) $argument );
		}
		$fields = self::fields( $argument );
		foreach ( array( $module . '_id', 'id', 'ID', $module . 'Id' ) as $name ) {
			if ( isset( $fields[ $name ] ) && is_scalar( $fields[ $name ] ) && (int) $fields[ $name ] > 0 ) {
				return (int) $fields[ $name ];
			}
		}
		return 0;
	}

	/** The fields of an argument that has some. */
	public static function fields( $argument ) {
		if ( is_object( $argument ) ) {
			return method_exists( $argument, 'toArray' ) ? (array) $argument->toArray() : get_object_vars( $argument );
		}
		return is_array( $argument ) ? $argument : array();
	}
}
