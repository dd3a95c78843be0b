<?php
/**
 * A stand-in for KiviCare: its tables, and its hooks with the arguments that versions 3 and 4 pass. For tests only: it lets
 * everybody in.
 *
 * @package Wardbell
 */

defined( 'ABSPATH' ) || exit;

/** KiviCare's tables, as far as the plugin reads them; version 4 has more columns of appointments. */
function stand_in_tables() {
	global $wpdb;
	$person = 'id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY';
	$tables = array(
		'appointments'                 => 'appointment_start_date date, appointment_start_time time, appointment_end_date date, appointment_end_time time, visit_type varchar(191), clinic_id bigint unsigned NOT NULL, doctor_id bigint unsigned NOT NULL, patient_id bigint unsigned NOT NULL, description text, status tinyint unsigned DEFAULT 0, created_at datetime, appointment_report longtext, appointment_start_utc datetime, appointment_end_utc datetime, appointment_timezone varchar(64) NOT NULL DEFAULT \'UTC\'',
		'appointment_service_mapping'  => 'appointment_id bigint, service_id int, status int, created_at datetime',
		'services'                     => 'type varchar(191), name varchar(191) NOT NULL, price varchar(50), status bigint NOT NULL, created_at datetime',
		'service_doctor_mapping'       => 'service_id int, doctor_id bigint unsigned, clinic_id int, charges varchar(50), status int, created_at datetime, duration int',
		'clinics'                      => 'name varchar(191), email varchar(191), telephone_no varchar(191), specialties longtext, address text, city varchar(191), state varchar(191), country varchar(191), postal_code varchar(191), status tinyint unsigned, clinic_admin_id bigint NOT NULL DEFAULT 0, profile_image bigint, country_calling_code varchar(10), created_at datetime',
		'patient_encounters'           => 'encounter_date date, clinic_id bigint unsigned, doctor_id bigint unsigned, patient_id bigint unsigned, appointment_id bigint unsigned, description text, status tinyint unsigned, added_by bigint unsigned, created_at datetime, template_id bigint',
		'bills'                        => 'encounter_id bigint unsigned, appointment_id bigint unsigned, title varchar(191), total_amount varchar(50), discount varchar(50), actual_amount varchar(50), status bigint, payment_status varchar(10), created_at datetime, clinic_id bigint',
		'bill_items'                   => 'bill_id bigint unsigned, item_id bigint unsigned, qty int, price varchar(50), created_at datetime',
		'prescription'                 => 'encounter_id bigint unsigned, patient_id bigint unsigned, name text, frequency varchar(199), duration varchar(199), instruction text, added_by bigint unsigned, created_at datetime',
		'custom_fields'                => 'module_type varchar(191), module_id bigint, fields longtext, status tinyint unsigned, created_at datetime',
		'custom_fields_data'           => 'module_type varchar(191), module_id bigint unsigned, fields_data longtext, created_at datetime, field_id bigint unsigned',
		'patient_clinic_mappings'      => 'patient_id bigint, clinic_id bigint, created_at datetime',
		'doctor_clinic_mappings'       => 'doctor_id bigint, clinic_id bigint, created_at datetime',
		'receptionist_clinic_mappings' => 'receptionist_id bigint, clinic_id bigint, created_at datetime',
	);
	foreach ( $tables as $name => $columns ) {
		$wpdb->query( "CREATE TABLE IF NOT EXISTS {$wpdb->prefix}kc_$name ($person, $columns) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4" );
	}
}

/** Writes a row; returns its id. */
function stand_in_row( $table, array $row ) {
	global $wpdb;
	if ( ! $wpdb->insert( $wpdb->prefix . 'kc_' . $table, $row + array( 'created_at' => current_time( 'mysql' ) ) ) ) {
		throw new RuntimeException( $wpdb->last_error );
	}
	return $wpdb->insert_id;
}

/** Makes a user as KiviCare does; returns the id. */
function stand_in_person( $role, $name, $email, array $basic ) {
	$id = wp_insert_user(
		array(
			'user_login'   => $email,
			'user_email'   => $email,
			'user_pass'    => 'not-a-secret-of-the-tests',
			'display_name' => $name,
			'first_name'   => strtok( $name, ' ' ),
			'last_name'    => substr( strstr( $name, ' ' ), 1 ),
		)
	);
	update_user_meta( $id, 'basic_data', wp_json_encode( $basic, JSON_UNESCAPED_UNICODE ) );
	return $id;
}

/** Fires a hook as KiviCare would; counts what it costs and whom it calls. */
function stand_in_fire( $hook, ...$arguments ) {
	global $stand_in;
	$began = hrtime( true );
	do_action( $hook, ...$arguments );
	$stand_in['microseconds'][] = (int) ( ( hrtime( true ) - $began ) / 1000 );
}

/** What can be done here, by its name. */
function stand_in_acts() {
	global $wpdb;
	$appointments = $wpdb->prefix . 'kc_appointments';
	return array(
		'people'  => static function () {
			stand_in_tables();
			$admin        = stand_in_person( 'admin', 'Noor Haddad', 'noor@harbour.example', array( 'mobile_number' => '7700 900101', 'gender' => 'male' ) );
			$clinic       = stand_in_row( 'clinics', array( 'name' => 'Harbour "Clinic" & Söhne', 'email' => 'hello@harbour.example', 'telephone_no' => '7700 900100', 'country_calling_code' => '44', 'address' => '1 Harbour Street', 'city' => 'Bristol', 'country' => 'United Kingdom', 'postal_code' => 'BS1 5DB', 'status' => 1, 'clinic_admin_id' => $admin, 'specialties' => '[{"id":"1","label":"General practice"}]' ) );
			$doctor       = stand_in_person( 'doctor', 'Amelia Okafor', 'amelia@harbour.example', array( 'mobile_number' => '+44 7700 900112', 'no_of_experience' => '14', 'qualifications' => array( array( 'degree' => 'MD' ), array( 'degree' => 'MRCGP' ) ), 'specialties' => array( array( 'label' => 'General practice' ) ) ) );
			$patient      = stand_in_person( 'patient', "Grace O'Neill-Canary", 'grace@patients.example', array( 'mobile_number' => '7700 900123', 'dob' => '1985-12-09', 'gender' => 'female', 'blood_group' => 'O+', 'city' => 'Bristol' ) );
			$receptionist = stand_in_person( 'receptionist', 'Iris Lind', 'iris@harbour.example', array( 'mobile_number' => '+44 7700 900131' ) );
			update_user_meta( $patient, 'country_calling_code', '44' );
			update_user_meta( $doctor, 'zoom_telemed_jwt', 'a-key-that-never-leaves' );
			stand_in_row( 'patient_clinic_mappings', array( 'patient_id' => $patient, 'clinic_id' => $clinic ) );
			stand_in_row( 'doctor_clinic_mappings', array( 'doctor_id' => $doctor, 'clinic_id' => $clinic ) );
			stand_in_row( 'receptionist_clinic_mappings', array( 'receptionist_id' => $receptionist, 'clinic_id' => $clinic ) );
			$service = stand_in_row( 'services', array( 'type' => 'general', 'name' => 'Consultation', 'price' => '80.50', 'status' => 1 ) );
			$field   = stand_in_row( 'custom_fields', array( 'module_type' => 'patient_module', 'module_id' => 0, 'fields' => '{"name":"insurance_number","label":"Insurance number"}', 'status' => 1 ) );
			stand_in_row( 'custom_fields_data', array( 'module_type' => 'patient_module', 'module_id' => $patient, 'fields_data' => 'AB123456C', 'field_id' => $field ) );
			return compact( 'clinic', 'doctor', 'patient', 'receptionist', 'service' );
		},
		'book'    => static function ( $given ) use ( $appointments ) {
			$start = new DateTimeImmutable( $given['start'], new DateTimeZone( 'Europe/London' ) );
			$end   = $start->modify( '+30 minutes' );
			$utc   = new DateTimeZone( 'UTC' );
			$row   = array(
				'appointment_start_date' => $start->format( 'Y-m-d' ),
				'appointment_start_time' => $start->format( 'H:i:s' ),
				'appointment_end_date'   => $end->format( 'Y-m-d' ),
				'appointment_end_time'   => $end->format( 'H:i:s' ),
				'appointment_start_utc'  => $start->setTimezone( $utc )->format( 'Y-m-d H:i:s' ),
				'appointment_end_utc'    => $end->setTimezone( $utc )->format( 'Y-m-d H:i:s' ),
				'appointment_timezone'   => 'Europe/London',
				'clinic_id'              => $given['clinic'],
				'doctor_id'              => $given['doctor'],
				'patient_id'             => $given['patient'],
				'description'            => 'Knee pain <b>&</b> "more"',
				'status'                 => 1,
			);
			$id    = stand_in_row( 'appointments', $row );
			stand_in_row( 'appointment_service_mapping', array( 'appointment_id' => $id, 'service_id' => $given['service'], 'status' => 1 ) );
			// Version 4 has a new name, and add-ons fire the old one beside it.
			stand_in_fire( 'kc_after_create_appointment', $id, array( 'appointmentStartDate' => $row['appointment_start_date'] ), new WP_REST_Request() );
			stand_in_fire( 'kc_appointment_book', $id );
			return array( 'id' => $id );
		},
		'move'    => static function ( $given ) use ( $wpdb, $appointments ) {
			$start = new DateTimeImmutable( $given['start'], new DateTimeZone( 'Europe/London' ) );
			$end   = $start->modify( '+30 minutes' );
			$wpdb->update( $appointments, array( 'appointment_start_date' => $start->format( 'Y-m-d' ), 'appointment_start_time' => $start->format( 'H:i:s' ), 'appointment_end_date' => $end->format( 'Y-m-d' ), 'appointment_end_time' => $end->format( 'H:i:s' ) ), array( 'id' => $given['id'] ) );
			stand_in_fire( 'kc_appointment_updated', (int) $given['id'], array(), (object) array( 'id' => $given['id'] ), new WP_REST_Request() );
			return array();
		},
		'status'  => static function ( $given ) use ( $wpdb, $appointments ) {
			$wpdb->update( $appointments, array( 'status' => $given['status'] ), array( 'id' => $given['id'] ) );
			if ( 0 === (int) $given['status'] ) {
				stand_in_fire( 'kc_appointment_cancelled', (int) $given['id'] );
			}
			stand_in_fire( 'kc_appointment_status_update', (int) $given['id'], (int) $given['status'], (object) array( 'id' => $given['id'] ) );
			return array();
		},
		'delete'  => static function ( $given ) use ( $wpdb, $appointments ) {
			$wpdb->delete( $appointments, array( 'id' => $given['id'] ) );
			stand_in_fire( 'kc_appointment_deleted', (int) $given['id'] );
			return array();
		},
		'row'     => static function ( $given ) use ( $wpdb, $appointments ) {
			return (array) $wpdb->get_row( $wpdb->prepare( "SELECT * FROM $appointments WHERE id = %d", $given['id'] ), ARRAY_A );
		},
		'rolled'  => static function ( $given ) use ( $wpdb ) {
			// A change that KiviCare takes back was none.
			$wpdb->query( 'START TRANSACTION' );
			stand_in_fire( 'kc_doctor_update', (int) $given['doctor'] );
			$wpdb->query( 'ROLLBACK' );
			return array();
		},
		'hooks'   => 'stand_in_hooks',
		'queue'   => static function () use ( $wpdb ) {
			return array(
				'rows'  => $wpdb->get_results( "SELECT id, type, subject, data, refused_at, problem FROM {$wpdb->prefix}wardbell_queue ORDER BY id", ARRAY_A ),
				'known' => $wpdb->get_results( "SELECT * FROM {$wpdb->prefix}wardbell_appointments ORDER BY appointment_id", ARRAY_A ),
				'state' => Wardbell\State::all(),
			);
		},
		'spoil'   => static function ( $given ) use ( $wpdb ) {
			$wpdb->query( $wpdb->prepare( "UPDATE {$wpdb->prefix}wardbell_queue SET type = %s WHERE subject = %s", $given['type'], $given['subject'] ) );
			return array();
		},
		'age'     => static function () use ( $wpdb ) {
			$wpdb->query( "UPDATE {$wpdb->prefix}wardbell_queue SET refused_at = refused_at - INTERVAL 8 DAY WHERE refused_at IS NOT NULL" );
			return array();
		},
		'changed' => static function () {
			return array( 'changed' => get_option( 'stand_in_changed', array() ) );
		},
	);
}

/** Fires every hook once, each with the argument that KiviCare passes. */
function stand_in_hooks( $given ) {
	$encounter = stand_in_row( 'patient_encounters', array( 'encounter_date' => '2026-03-05', 'clinic_id' => $given['clinic'], 'doctor_id' => $given['doctor'], 'patient_id' => $given['patient'], 'appointment_id' => $given['id'], 'description' => 'Knee', 'status' => 1, 'added_by' => $given['doctor'] ) );
	$bill      = stand_in_row( 'bills', array( 'encounter_id' => $encounter, 'appointment_id' => $given['id'], 'title' => 'Consultation', 'total_amount' => '120.50', 'discount' => '10', 'actual_amount' => '110.50', 'status' => 1, 'payment_status' => 'unpaid', 'clinic_id' => $given['clinic'] ) );
	stand_in_row( 'bill_items', array( 'bill_id' => $bill, 'item_id' => $given['service'], 'qty' => 1, 'price' => '80.50' ) );
	$prescription = stand_in_row( 'prescription', array( 'encounter_id' => $encounter, 'patient_id' => $given['patient'], 'name' => 'Ibuprofen 400 mg', 'frequency' => 'twice a day', 'duration' => '5 days', 'instruction' => 'After meals', 'added_by' => $given['doctor'] ) );
	$payment      = array( 'payment_mode' => 'card', 'amount' => '120.50', 'currency' => 'GBP', 'payment_status' => 'completed' );
	$arguments    = array(
		'kc_patient_save'                  => array( array( 'id' => $given['patient'], 'temp_password' => 'a-password-that-never-leaves' ), new WP_REST_Request() ),
		'kivicare_patient_registered'      => array( array( 'id' => $given['patient'], 'temp_password' => 'a-password-that-never-leaves' ) ),
		'kc_doctor_save'                   => array( array( 'id' => $given['doctor'] ), new WP_REST_Request() ),
		'kc_doctor_register'               => array( array( 'id' => $given['doctor'] ) ),
		'kc_receptionist_save'             => array( array( 'id' => $given['receptionist'] ) ),
		'kc_receptionist_created'          => array( array( 'id' => $given['receptionist'] ) ),
		'kc_receptionist_register'         => array( array( 'id' => $given['receptionist'] ) ),
		'kcpro_clinic_save'                => array( array( 'id' => $given['clinic'], 'user_id' => 99, 'password' => 'a-password-that-never-leaves' ) ),
		'kc_encounter_save'                => array( array( 'id' => $encounter ) ),
		'kc_encounter_bill_generate'       => array( array( 'title' => 'Consultation', 'encounter_id' => $encounter, 'total_amount' => '120.50', 'payment_status' => 'unpaid', 'appointment_id' => $given['id'] ) ),
		'kc_service_add'                   => array( array( 'service_id' => $given['service'], 'clinic_id' => $given['clinic'], 'doctor_id' => $given['doctor'], 'charges' => '80.50', 'status' => 1 ) ),
		'kc_appointment_payment_complete'  => array( $given['id'], $payment ),
		'kc_appointment_payment_completed' => array( $given['id'], $payment ),
		'kc_appointment_status_update'     => array( $given['id'], 4 ),
	);
	$ids          = array(
		'appointment'  => $given['id'],
		'bill'         => $bill,
		'encounter'    => $encounter,
		'prescription' => $prescription,
	) + $given;
	foreach ( Wardbell\Hooks::TYPES as $hook => $type ) {
		$id = (int) $ids[ Wardbell\Hooks::module( $type ) ];
		stand_in_fire( $hook, ...( $arguments[ $hook ] ?? array( $id ) ) );
	}
	return array( 'hooks' => array_keys( Wardbell\Hooks::TYPES ) );
}

add_filter( 'pre_wp_mail', '__return_true' );

add_filter(
	'pre_http_request',
	static function ( $answer ) {
		global $stand_in;
		$stand_in['calls'] = ( $stand_in['calls'] ?? 0 ) + 1;
		return $answer;
	}
);

add_action(
	'wardbell_appointment_changed',
	static function ( $id, $type ) {
		update_option( 'stand_in_changed', array_merge( get_option( 'stand_in_changed', array() ), array( "$id $type" ) ) );
		// Another plugin may call KiviCare's functions then, which fire its hooks.
		do_action( 'kc_appointment_updated', $id );
	},
	10,
	2
);

add_action(
	'rest_api_init',
	static function () {
		foreach ( stand_in_acts() as $name => $act ) {
			register_rest_route(
				'stand-in/v1',
				'/' . $name,
				array(
					'methods'             => 'POST',
					'permission_callback' => '__return_true',
					'callback'            => static function ( WP_REST_Request $request ) use ( $act ) {
						global $stand_in;
						return array( 'result' => $act( (array) $request->get_json_params() ) ) + array(
							'microseconds' => $stand_in['microseconds'] ?? array(),
							'calls'        => $stand_in['calls'] ?? 0,
						);
					},
				)
			);
		}
	}
);
