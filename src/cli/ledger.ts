import { resolve } from 'node:path';
import { namesToAsk, type PublishedName } from '../audit/published-names.ts';
import type { Ledger } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { didYouMean } from '../policy/nearest.ts';
import { defaultPolicy } from '../policy/policy.ts';
import { mapPublications } from '../publishing/map.ts';
import { registries } from '../registries/index.ts';
import { packagesOf } from '../registries/joins/deps-dev.ts';
import { renderLedgers } from '../reports/ledger/ledgers.ts';
import { orderedLedger } from '../reports/ledger/ordered.ts';
import { jsonText } from '../reports/text/json-text.ts';
import { visible } from '../reports/text/visible.ts';
import { CheckoutError } from '../repository/checkout.ts';
import { memoryFiles } from '../repository/memory-files.ts';
import { originOf } from '../repository/subject.ts';
import { type RegistryId, registryIds } from '../types/registry-id.ts';
import { compareSeverity, type Severity, severities } from '../types/severity.ts';
import { type Arguments, oneOf, parseArguments } from './arguments.ts';
import { type Command, type ExitCode, exitCodes, Misuse, type Option } from './command.ts';
import { OutputError, presentationOf } from './output.ts';
import { policyOf } from './policy.ts';
import { withProgress } from './progress.ts';
import { recordingOf, recordingOptions } from './recording-options.ts';
import { type Asking, openAsking } from './registries.ts';
import type { Surroundings } from './surroundings.ts';
import { InputError } from './verify-files.ts';

const formats = ['terminal', 'json'] as const;

const options: readonly Option[] = [
  { name: 'package', value: 'NAME', repeats: true, help: 'this package only; may be repeated' },
  { name: 'registry', value: 'ID', help: 'packages of this registry only' },
  { name: 'limit', value: 'N', help: 'releases shown of each package, beside those with a signal (default: 12)' },
  { name: 'format', value: 'FORMAT', help: `${formats.join(', ')} (default: terminal); json has every release` },
  {
    name: 'fail-on',
    value: 'SEVERITY',
    help: `exit with 1 for settled signals from ${severities.join(', ')} on (default: never)`,
  },
  ...recordingOptions,
  { name: 'no-color', value: null, help: 'no colour, as with NO_COLOR or without a terminal' },
];

export const ledger: Command = {
  name: 'ledger',
  summary: 'Show where each release came from, and which do not fit',
  operands: '[PATH|OWNER/NAME]',
  about: [
    'PATH is the folder of the repository; the current one without it. Of OWNER/NAME, deps.dev tells the packages.',
    'GITHUB_TOKEN (or GH_TOKEN), for reading only, lets it compare with tags, commits and runs.',
    'Exit codes: 0 done; 1 signals at or above --fail-on; 2 wrong use; 3 something could not be read or written.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 1);
    const format = oneOf('format', typed.value('format') ?? 'terminal', formats);
    const failOn = typed.value('fail-on');
    const least = failOn === null ? null : oneOf('fail-on', failOn, severities);
    const newest = limitOf(typed.value('limit') ?? '12');
    const wanted = wantedOf(typed);
    try {
      const { evidence, notes } = await withProgress('Asking the registries', around.stderr, () =>
        evidenceFor(typed, wanted, around),
      );
      for (const note of notes) around.stderr.write(`${visible(note)}\n`);
      const ledgers = evidence.flatMap((each) => each.ledger ?? []).toSorted(byName);
      const { width, escapes } = presentationOf(around, { toFile: false, noColor: typed.has('no-color') });
      around.stdout.write(
        format === 'json'
          ? jsonText(ledgers.map(orderedLedger))
          : renderLedgers(ledgers, { width, color: escapes, newest }),
      );
      return exitCodeOf(evidence, ledgers, least);
    } catch (error) {
      if (!(error instanceof CheckoutError || error instanceof InputError || error instanceof OutputError)) throw error;
      around.stderr.write(`mintmark: ${error.message}\n`);
      return exitCodes.unreadable;
    }
  },
};

interface Wanted {
  readonly packages: readonly string[];
  readonly registry: RegistryId | null;
}

interface Found {
  readonly evidence: readonly PackageEvidence[];
  /** What to say beside it, a line each. */
  readonly notes: readonly string[];
}

async function evidenceFor(typed: Arguments, wanted: Wanted, around: Surroundings): Promise<Found> {
  const operand = typed.operands[0] ?? '.';
  const { record, replay } = recordingOf(typed);
  const checkout = await checkoutOf(operand, around);
  const repository = checkout === null ? { name: operand, remote: null } : checkout.repository;
  const asking = await openAsking({ record, replay, repository }, around);
  const files = checkout?.files ?? memoryFiles({});
  const map = await mapPublications(files, registries, repository?.name ?? null);
  const { policy, notes: policyNotes } =
    checkout === null
      ? { policy: defaultPolicy, notes: [] }
      : await policyOf(files, repository?.name ?? null, { today: dayOf(asking), controls: [] });
  const names = checkout === null ? await namesFrom(operand, wanted, asking) : namesToAsk(map);
  const chosen = chosenNames(names, wanted);
  const evidence = chosen.length === 0 ? [] : await asking.packages({ map, policy, names: chosen });
  const unread = evidence.flatMap(({ registry, name, history }) =>
    history.state === 'seen' ? [] : [`${registry} ${shown(name)}: ${whyNot(history)}`],
  );
  const nothing = chosen.length === 0 ? ['No package was found that a registry could be asked about.'] : [];
  return { evidence, notes: [...policyNotes, ...nothing, ...asking.end(), ...unread] };
}

/** The folder, or null for `OWNER/NAME` where no such folder is. */
async function checkoutOf(operand: string, around: Surroundings) {
  const { openCheckout, subjectOf } = await around.engine();
  const folder = resolve(around.folder, operand);
  try {
    const files = openCheckout(folder);
    const { repository } = subjectOf(folder);
    return { files, repository: repository === null ? null : { name: repository, remote: originOf(folder) } };
  } catch (error) {
    if (error instanceof CheckoutError && /^[\w-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/.test(operand)) return null;
    throw error;
  }
}

type Name = Pick<PublishedName, 'registry' | 'name'>;

/** By deps.dev, which need not be asked about a package that is named in full. @throws InputError where it does not answer */
async function namesFrom(repository: string, wanted: Wanted, { http }: Asking): Promise<readonly Name[]> {
  if (wanted.packages.length > 0 && wanted.registry !== null) return [];
  const found = await packagesOf(repository, http);
  if (found.state === 'unreadable')
    throw new InputError(`deps.dev's list of the packages of ${repository}`, found.reason.replace(/\.$/, ''));
  return found.state === 'seen' ? found.value : [];
}

/** What was asked for: of the packages that were found, or by its full name. */
function chosenNames(found: readonly Name[], { packages, registry }: Wanted): readonly Name[] {
  const askable = found.filter(({ registry: id }) => registries.some((each) => each.id === id && each.client));
  const here = askable.filter(({ registry: id }) => registry === null || id === registry).slice(0, mostPackages);
  if (packages.length === 0) return here;
  return packages.flatMap((name) => {
    const named = here.filter((each) => each.name === name);
    if (named.length > 0) return named;
    if (registry !== null) return [{ registry, name }];
    const near = didYouMean(
      name,
      here.map((each) => each.name),
    );
    throw new Misuse(`no package here is called ${JSON.stringify(name)}${near}; name its registry with --registry`);
  });
}

const mostPackages = 60;

function wantedOf(typed: Arguments): Wanted {
  const registry = typed.value('registry');
  return {
    packages: typed.values('package'),
    registry: registry === null ? null : oneOf('registry', registry, registryIds),
  };
}

function limitOf(text: string): number {
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit < 1) throw new Misuse(`--limit takes a number from 1 on, not ${JSON.stringify(text)}`);
  return limit;
}

function exitCodeOf(
  evidence: readonly PackageEvidence[],
  ledgers: readonly Ledger[],
  least: Severity | null,
): ExitCode {
  const signals = ledgers.flatMap((each) => [...each.signals, ...each.rows.flatMap((row) => row.signals)]);
  const isGrave = ({ severity, provisional }: (typeof signals)[number]) =>
    least !== null && !provisional && compareSeverity(severity, least) <= 0;
  if (signals.some(isGrave)) return exitCodes.found;
  return evidence.some(({ history }) => history.state === 'unreadable') ? exitCodes.unreadable : exitCodes.done;
}

function whyNot(history: Exclude<PackageEvidence['history'], { state: 'seen' }>): string {
  return history.state === 'absent' ? 'nothing of that name has been published' : history.reason;
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, 200));
}

function dayOf({ now }: Asking): string {
  return new Date(now).toISOString().slice(0, 10);
}

function byName(a: Ledger, b: Ledger): number {
  const [left, right] = [a, b].map((each) => JSON.stringify([each.registry, each.package])) as [string, string];
  return left < right ? -1 : left > right ? 1 : 0;
}
