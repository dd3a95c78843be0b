SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  // Swagger UI gives it no name.
  onComplete: () => document.getElementById('servers')?.setAttribute('aria-label', 'Server'),
  // The path of an operation would be a link in a button, which is one control too many; the button leads there too.
  plugins: [
    () => ({
      wrapComponents: {
        DeepLink: (original, system) => ({ text }) => system.React.createElement('span', null, text),
      },
    }),
  ],
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  // Keys stay in this tab's memory and are gone when it is closed.
  persistAuthorization: false,
  // Nothing is sent to a validator elsewhere.
  validatorUrl: null,
});
