export { feedAlternative, organisationFeed, repositoryFeed } from './feeds.ts';
