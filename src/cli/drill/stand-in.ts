import { type Fact, ledgerOf, type Target, usualVersion, withComparable } from '../../exercises/index.ts';
import type { Scenario } from '../../sandbox/scenario.ts';
import { expandStory } from '../../sandbox/stories/index.ts';
import type { Story } from '../../sandbox/stories/story-schema.ts';

/** An organisation on the sandbox that has one package of this name and this way of publishing, and half a year of releases. */
export interface StandIn {
  readonly scenario: Scenario;
  /** ISO 8601 in UTC. */
  readonly begins: string;
  /** The target as the stand-in has it: names that no server should be asked with are exchanged. */
  readonly target: Target;
  readonly facts: ReadonlySet<Fact>;
}

/**
 * A target whose own repository cannot be on the stage, as one that can: same registry, same name, same credential, the
 * usual workflow in place of its own.
 */
export function standIn(target: Target, facts: ReadonlySet<Fact>): StandIn {
  const [owner = '', name = ''] = target.repository.split('/');
  const repository = isRepository(owner, name) ? target.repository : 'stand-in/example';
  const named = isPackage(target.package) ? target.package : 'stand-in-package';
  const known = isUntagged(target, facts) ? facts : new Set<Fact>([...facts, 'tagged']);
  return {
    scenario: notInstalled(expandStory(storyOf({ ...target, repository, package: named }, facts))),
    begins,
    target: { ...target, repository, package: named },
    facts: withComparable(target, known),
  };
}

const begins = '2026-11-09T10:00:00Z';

function storyOf(target: Target, facts: ReadonlySet<Fact>): Story {
  const { registry, package: name, repository, publication } = target;
  const isTrusted = facts.has('trusted');
  return {
    title: 'A stand-in',
    about: 'A repository that publishes one package.',
    repository,
    token: facts.has('token'),
    packages: [
      {
        registry,
        name,
        owners: [{ name: 'maintainer' }, { name: 'second-maintainer' }],
        habit: {
          by: isTrusted ? 'trusted' : { person: 'maintainer' },
          environment: isTrusted ? environmentOf(publication.environment) : null,
          ...(facts.has('hand') ? { run: null } : isTrusted ? {} : { run: {} }),
          ...(isUntagged(target, facts) ? { tag: null } : {}),
          ...(isTrusted && !facts.has('attested') ? { attested: false } : {}),
        },
        releases: releasesUpTo(newestOf(target)),
      },
    ],
    watch: { from: begins, until: begins },
    expect: { bad: [] },
  };
}

/** The app comes later, with all that its owners grant. */
function notInstalled(scenario: Scenario): Scenario {
  return { ...scenario, organisations: scenario.organisations.map((each) => ({ ...each, installation: null })) };
}

function newestOf(target: Target): string {
  return ledgerOf(target)?.rows.find(({ withdrawn }) => withdrawn === null)?.version ?? usualVersion;
}

/** Six releases, of which the last is this version; the usual one where its number is of another form. */
function releasesUpTo(version: string): Story['packages'][number]['releases'] {
  const [, major = '', minor = '', patch = ''] = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/.exec(version) ?? [];
  const series = (from: string, count: number) => ({
    series: { from, count, start: '2026-05-11T09:00:00Z', every: '29d' },
  });
  if (patch === '') return releasesUpTo(usualVersion);
  if (Number(patch) >= 5) return [series(`${major}.${minor}.${Number(patch) - 5}`, 6)];
  const before = Number(minor) > 0 ? `${major}.${Number(minor) - 1}` : `${Math.max(0, Number(major) - 1)}.9`;
  return [series(`${before}.0`, 5), { version, at: '2026-10-13T09:00:00Z' }];
}

/** As the ledger has it; where no registry was asked, releases are taken to be tagged. */
function isUntagged(target: Target, facts: ReadonlySet<Fact>): boolean {
  return ledgerOf(target) !== undefined && !facts.has('tagged');
}

function environmentOf(name: string | null): string | null {
  return name !== null && /^[\w.-]{1,100}$/.test(name) ? name : null;
}

function isRepository(owner: string, name: string): boolean {
  return /^[a-z\d](?:[a-z\d-]{0,38})$/i.test(owner) && /^(?!\.{1,2}$)[\w.-]{1,100}$/.test(name);
}

/** Letters that every registry’s addresses take; a Maven name has a colon, a scope an at sign. */
function isPackage(name: string): boolean {
  return /^@?[a-z\d][\w.:/-]{0,100}$/i.test(name) && !name.split('/').some((part) => part === '' || /^\.+$/.test(part));
}
