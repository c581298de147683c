import type { SecretName, Settings } from '../github/settings.ts';
import type { Observation } from '../types/observation.ts';
import type { Unreadable } from './judgements.ts';

/** Names of every secret that GitHub stores for the repository, and the first place that would not tell. */
export function namesInSettings(settings: Settings): {
  readonly names: readonly string[];
  readonly hidden: Unreadable | null;
} {
  const { repositorySecrets, organisationSecrets, environments } = settings;
  const inEnvironments = environments.state === 'seen' ? environments.value.map(({ secrets }) => secrets) : [];
  const lists: readonly Observation<readonly SecretName[]>[] = [
    repositorySecrets,
    organisationSecrets,
    ...inEnvironments,
  ];
  const unreadable = [...lists, environments].find((list): list is Unreadable => list.state === 'unreadable');
  return {
    names: lists.flatMap((list) => (list.state === 'seen' ? list.value.map(({ name }) => name) : [])),
    hidden: unreadable ?? null,
  };
}
