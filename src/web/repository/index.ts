export { type GitHubPages, githubPages } from './github-links.ts';
export { toldTo } from './read-repository.ts';
export { rankWord, withdrawnTag } from './release-words.ts';
export { repositoryPage } from './repository-page.ts';
export { said } from './said.ts';
