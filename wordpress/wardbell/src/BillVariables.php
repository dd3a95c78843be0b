<?php
/**
 * What an event says of a bill.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/** The variables of a bill. Some hooks come before its row is written, and pass what will be in it. */
final class BillVariables {

	/**
	 * The variables of an event.
	 *
	 * @param int   $id    KiviCare's number, or 0.
	 * @param array $given The fields of the hook's argument.
	 */
	public static function of( $id, array $given ) {
		$row = KiviCare::row( 'bills', 'id', $id );
		if ( ! $row ) {
			$row = array_filter( $given, 'is_scalar' );
		}
		$encounter = KiviCare::row( 'patient_encounters', 'id', (int) ( $row['encounter_id'] ?? 0 ) );
		return KiviCare::said(
			array(
				'bill_id'             => $id ? $id : null,
				'bill_title'          => $row['title'] ?? null,
				'bill_total_amount'   => KiviCare::amount( $row['total_amount'] ?? null ),
				'bill_discount'       => KiviCare::amount( $row['discount'] ?? null ),
				'bill_actual_amount'  => KiviCare::amount( $row['actual_amount'] ?? null ),
				'bill_status'         => isset( $row['status'] ) ? ( 1 === (int) $row['status'] ? 'open' : 'closed' ) : null,
				'bill_payment_status' => $row['payment_status'] ?? null,
				'bill_created_at'     => KiviCare::moment( $row['created_at'] ?? null ),
				'appointment_id'      => empty( $row['appointment_id'] ) ? null : (int) $row['appointment_id'],
				'currency'            => self::scalar( $given, 'currency' ),
				'payment_mode'        => self::scalar( $given, 'payment_mode' ),
				'refund_amount'       => KiviCare::amount( self::scalar( $given, 'refund_amount' ) ),
			)
		) + self::items( $id ) + EncounterVariables::basics( $encounter );
	}

	private static function scalar( array $given, $name ) {
		return isset( $given[ $name ] ) && is_scalar( $given[ $name ] ) ? $given[ $name ] : null;
	}

	private static function items( $id ) {
		global $wpdb;
		if ( ! $id ) {
			return array();
		}
		// phpcs:ignore WordPress.DB -- Names of tables are ours.
		$rows = $wpdb->get_results( $wpdb->prepare( 'SELECT s.name, i.qty, i.price FROM `' . KiviCare::table( 'bill_items' ) . '` i LEFT JOIN `' . KiviCare::table( 'services' ) . '` s ON s.id = i.item_id WHERE i.bill_id = %d ORDER BY i.id LIMIT 200', $id ) );
		$items = array();
		foreach ( (array) $rows as $row ) {
			$items[] = array(
				'name'     => $row->name,
				'quantity' => (int) $row->qty,
				'price'    => KiviCare::amount( $row->price ),
			);
		}
		return $items ? array( 'bill_items' => $items ) : array();
	}
}
