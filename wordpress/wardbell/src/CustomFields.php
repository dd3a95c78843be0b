<?php
/**
 * The clinic's own fields.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/** The variable custom_fields_data: what was filled into the fields that a clinic added to KiviCare's forms. */
final class CustomFields {
	/** Fields of one form; KiviCare's own pages become unusable long before. */
	const MOST = 200;

	public static function of( $module_type, $id ) {
		global $wpdb;
		$rows   = $wpdb->get_results(
			// phpcs:ignore WordPress.DB -- Names of tables are ours.
			$wpdb->prepare( 'SELECT d.field_id, d.fields_data, f.fields FROM `' . KiviCare::table( 'custom_fields_data' ) . '` d LEFT JOIN `' . KiviCare::table( 'custom_fields' ) . '` f ON f.id = d.field_id WHERE d.module_type = %s AND d.module_id = %d ORDER BY d.id LIMIT %d', $module_type, $id, self::MOST )
		);
		$values = array();
		foreach ( (array) $rows as $row ) {
			$field           = json_decode( $row->fields ?? '', true );
			$name            = $field['name'] ?? $field['label'] ?? $row->field_id;
			$value           = json_decode( $row->fields_data ?? '', true );
			$values[ $name ] = is_array( $value ) ? $value : $row->fields_data;
		}
		return $values ? array( 'custom_fields_data' => $values ) : array();
	}
}
