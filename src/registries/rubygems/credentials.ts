import type { CredentialRules } from '../recogniser.ts';

/** How a RubyGems API key reaches a step. */
export const credentials: CredentialRules = {
  environment: [
    'GEM_HOST_API_KEY',
    'RUBYGEMS_API_KEY',
    'RUBYGEMS_AUTH_TOKEN',
    'RUBYGEMS_TOKEN',
    'RUBYGEMS_KEY',
    'RUBYGEMS_API_TOKEN',
    'BUNDLE_GEM__PUSH_KEY',
    'RUBY_GEMS_API_KEY',
  ],
  stores: [],
  files: [{ path: 'gem/credentials', markers: ['rubygems_api_key', ':rubygems'] }],
  logins: [
    { action: 'rubygems/configure-rubygems-credentials', credential: [{ input: 'api-token' }], oidcWithout: true },
  ],
  minted: [{ action: 'rubygems/configure-rubygems-credentials', output: '*' }],
  mintEndpoints: ['/api/v1/oidc/trusted_publisher/exchange_token', '/api/v1/oidc/api_key_roles/'],
  names: ['rubygems', 'rubygem', 'gem'],
};
