<?php
/**
 * Removes the plugin as Plugins > Delete does, and tells what is left in the database.
 *
 * @package Wardbell
 */

$_SERVER['HTTP_HOST']      = '127.0.0.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
require getenv( 'WARDBELL_WORDPRESS' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';

global $wpdb;
deactivate_plugins( 'wardbell/wardbell.php' );
uninstall_plugin( 'wardbell/wardbell.php' );
$left = array_merge(
	$wpdb->get_col( "SHOW TABLES LIKE '%wardbell%'" ),
	$wpdb->get_col( "SELECT option_name FROM $wpdb->options WHERE option_name LIKE 'wardbell%' OR (option_name = 'cron' AND option_value LIKE '%wardbell_send%')" )
);
echo 'left: ' . wp_json_encode( $left ) . "\n";
