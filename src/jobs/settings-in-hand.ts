import { withSettings } from '../github/observe.ts';
import type { RepositorySnapshot } from '../github/snapshot.ts';
import type { RepositoryWork, SettingsInHand } from './repository-work.ts';

/** The settings of a repository that was looked at, completed and kept as they become known. */
export function settingsInHand(work: RepositoryWork, looked: RepositorySnapshot): SettingsInHand {
  const { context, client, repository } = work;
  let snapshot = looked;
  let paths = repository.paths;
  let completing: Promise<RepositorySnapshot> | null = null;
  let holdsNone = false;
  const keep = () => context.store.repositories.keepSnapshot(repository.id, snapshot, paths);

  return {
    known: () => snapshot.settings,

    async whole() {
      if (snapshot.told === undefined) return snapshot.settings;
      completing ??= withSettings(client, snapshot, context.server);
      const { settings } = await completing;
      if (snapshot.told !== undefined) {
        const { told: _, ...rest } = snapshot;
        snapshot = { ...rest, settings };
        await keep();
      }
      return settings;
    },

    async keep(read) {
      paths = read;
      await keep();
    },

    async mayHoldIssue() {
      if (holdsNone) return false;
      const { issueBots, ...rest } = snapshot;
      const { slug } = context.app;
      // What was seen may be older than an issue that an earlier audit has filed, and of which no word is left here
      if (repository.auditedAt !== null || issueBots === undefined) return true;
      if (issueBots.some((login) => isBot(login, slug))) return true;
      // Forgotten first: should what follows file an issue and crash before it is noted, the next audit finds it
      holdsNone = true;
      snapshot = rest;
      await keep();
      return false;
    },
  };
}

/** GraphQL names the bot of an app as the app, REST with an ending. */
function isBot(login: string, slug: string): boolean {
  return login.toLowerCase().replace(/\[bot\]$/, '') === slug.toLowerCase();
}
