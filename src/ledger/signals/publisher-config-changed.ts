import { codeWords } from '../../registries/plain.ts';
import type { Findings, ReleaseFactsRow, RowContext, SignalRule } from '../facts.ts';
import { baselineOf } from '../guards/baseline.ts';
import { isProvedThroughout } from '../guards/corroboration.ts';
import { fires, innocent, nothing, together } from '../guards/findings.ts';
import { isSameOrigin, originsOf } from '../guards/repositories.ts';
import { counted, datedWords, listWords } from '../guards/words.ts';

/** Did the trusted publisher that the registry knows, its provider, or the machine that builds change? */
export const publisherConfigChanged: SignalRule = {
  ids: ['publisher-config-changed'],
  judge: (context) => together([configuration(context), runner(context)]),
};

function configuration(context: RowContext): Findings {
  const { row, earlier } = context;
  const { publisher } = row.release;
  const last = baselineOf(context).findLast(isTrusted);
  if (publisher.kind !== 'trusted' || last === undefined) return nothing;
  const before = earlier.filter(isTrusted).map(({ release }) => release.publisher);
  const providers = [...new Set(before.flatMap(({ provider }) => provider ?? []))];
  if (publisher.provider !== null && providers.length > 0 && !providers.includes(publisher.provider))
    return fires(
      'publisher-config-changed',
      // Projects move to another service: where the new one proves the build in this repository, that is all it is.
      isProvedThroughout(row) ? 'medium' : 'high',
      `published by ${codeWords(publisher.provider)}; earlier releases came by ${listWords(providers)}`,
    );
  const known = before.flatMap(({ configuration: id }) => id ?? []);
  if (publisher.configuration === null || known.length === 0 || known.includes(publisher.configuration)) return nothing;
  const says = `the registry's configuration of the trusted publisher is another than for ${datedWords(last)}`;
  const building = sameBuild(row, earlier);
  // Another repository or workflow is told as such, with what the certificate says of it.
  if (building === false) return nothing;
  return building === true
    ? innocent(`${says}; the certificate names the same repository and workflow as before, so it was made anew`)
    : fires('publisher-config-changed', 'medium', says);
}

/** Null where no certificate tells. */
function sameBuild(row: ReleaseFactsRow, earlier: readonly ReleaseFactsRow[]): boolean | null {
  const before = earlier.filter(({ identities }) => identities.length > 0);
  if (row.identities.length === 0 || before.length === 0) return null;
  const workflows = before.flatMap(({ identities }) => identities.map(({ identity }) => identity.workflow));
  const origins = before.flatMap(originsOf);
  const isSame = (origin: (typeof origins)[number]) => origins.some((other) => isSameOrigin(origin, other) === true);
  return originsOf(row).every(isSame) && row.identities.every(({ identity }) => workflows.includes(identity.workflow));
}

function isTrusted({ release }: ReleaseFactsRow): boolean {
  return release.publisher.kind === 'trusted';
}

function runner({ row, earlier }: RowContext): Findings {
  const before = earlier.flatMap(runnersOf);
  const odd = runnersOf(row).find((kind) => kind !== hosted);
  if (odd === undefined || before.length === 0 || before.some((kind) => kind !== hosted)) return nothing;
  return fires(
    'publisher-config-changed',
    'high',
    `built on a runner that is ${codeWords(odd)}; ${counted(before.length, 'earlier build')} ran on runners of GitHub`,
  );
}

const hosted = 'github-hosted';

function runnersOf({ identities }: ReleaseFactsRow): readonly string[] {
  return identities.flatMap(({ identity }) => identity.runner ?? []);
}
