export { oauthPage, oauthRequest } from './oauth-page.ts';
