<?php
/**
 * Makes a WordPress for a test: php install.php FOLDER-OF-WORDPRESS ZIP-OF-THE-PLUGIN
 *
 * @package Wardbell
 */

list( , $folder, $zip, $password ) = $_SERVER['argv'];
$_SERVER['HTTP_HOST']      = '127.0.0.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
define( 'WP_INSTALLING', true );
require $folder . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/class-wp-upgrader.php';

wp_install( 'Harbour Clinic', 'administrator', 'administrator@harbour.example', true, '', $password );
wp_insert_user(
	array(
		'user_login' => 'editor',
		'user_email' => 'editor@harbour.example',
		'user_pass'  => $password,
		'role'       => 'editor',
	)
);
update_option( 'timezone_string', 'Europe/London' );
update_option( 'permalink_structure', '/%postname%/' );

// As Plugins > Add New > Upload Plugin does.
$upgrader = new Plugin_Upgrader( new Automatic_Upgrader_Skin() );
if ( true !== $upgrader->install( $zip ) ) {
	fwrite( STDERR, implode( "\n", (array) $upgrader->skin->get_upgrade_messages() ) . "\n" );
	exit( 1 );
}
$problem = activate_plugin( 'wardbell/wardbell.php' );
if ( is_wp_error( $problem ) ) {
	fwrite( STDERR, $problem->get_error_message() . "\n" );
	exit( 1 );
}
echo "plugin installed\n";
