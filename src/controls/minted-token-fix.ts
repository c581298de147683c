import type { Place } from '../types/place.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Edit, Evidence } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import { type Handover, handoversOf } from './handovers.ts';
import { insertedStep } from './inserted-step.ts';
import { stepsOf } from './located-steps.ts';
import { type PinnedAction, referenceOf } from './pinned-reference.ts';

/**
 * The edits that let a step mint a short-lived token by OIDC and hand it to the publishing steps in place of the stored
 * one; null where no action of the registry does, or where the stored one comes by another way than the job's own text.
 */
export function mintedTokenEdits(
  publications: readonly SitedPublication[],
  evidence: Evidence,
): readonly Edit[] | null {
  const [first] = publications;
  const minter = first === undefined ? undefined : minters[first.registry];
  const steps = publications.flatMap(({ site }) => site.step ?? []);
  const earliest = steps.toSorted((a, b) => a.index - b.index)[0];
  if (first === undefined || minter === undefined || earliest === undefined) return null;
  const { workflow, job } = first.site;
  const isTaken = job.steps.some(({ id }) => id?.toLowerCase() === minter.id);
  if (isTaken || steps.some((step) => step.if !== null || step.run === null)) return null;
  const minting = insertedStep(
    { step: earliest, path: workflow.path },
    'before',
    [`uses: ${referenceOf(minter.action, evidence)}`, `id: ${minter.id}`],
    evidence.files,
  );
  const minted = `\${{ steps.${minter.id}.outputs.${minter.output} }}`;
  const handed = publications.map((publication) =>
    handedOver(publication, { minted, variable: minter.variable }, evidence),
  );
  if (minting === null || handed.includes(null)) return null;
  return [minting, ...handed.flatMap((edits) => edits ?? [])];
}

interface Minter {
  readonly action: PinnedAction;
  readonly id: string;
  /** Its output that holds the token. */
  readonly output: string;
  /** By which scripts read it. */
  readonly variable: string;
}

/** Actions that need to be told nothing but that they shall. */
const minters: Partial<Record<RegistryId, Minter>> = {
  'crates.io': {
    action: 'rust-lang/crates-io-auth-action',
    id: 'crates-io-auth',
    output: 'token',
    variable: 'CARGO_REGISTRY_TOKEN',
  },
};

interface Minted {
  /** The expression that holds the token. */
  readonly minted: string;
  readonly variable: string;
}

/** The stored secret's places in the publishing step, with the minted token in them. */
function handedOver(
  { site, credentials }: SitedPublication,
  { minted, variable }: Minted,
  evidence: Evidence,
): readonly Edit[] | null {
  const { workflow, job, step } = site;
  const secrets = credentials.flatMap(({ secret }) => secret ?? []);
  if (step === null || secrets.length === 0 || secrets.length < credentials.length) return null;
  const env = ['jobs', job.id, 'steps', step.index, 'env'];
  const edits = secrets.flatMap((secret): readonly (Edit | null)[] => {
    const places = handoversOf(site, secret).filter(({ address, location }) =>
      address === null ? isWithin(location, step.at) : address.slice(0, -1).join('.') === env.join('.'),
    );
    if (places.length === 0) return [null];
    return places.flatMap(({ address }) =>
      address === null
        ? [
            { kind: 'set', path: workflow.path, at: [...env, variable], value: minted } as const,
            ...inScript(site, secret, variable, evidence),
          ]
        : [{ kind: 'set', path: workflow.path, at: address, value: minted } as const],
    );
  });
  return edits.includes(null) ? null : edits.filter((edit) => edit !== null);
}

function isWithin({ path, line }: Handover['location'], at: Place): boolean {
  return path === at.path && line >= at.line && line <= at.endLine;
}

/** Each line of a script for bash that reads the secret, with a variable in its place. */
function inScript(
  site: SitedPublication['site'],
  secret: string,
  variable: string,
  evidence: Evidence,
): readonly (Edit | null)[] {
  const located = stepsOf(site, evidence).find(({ step }) => step === site.step);
  const file = evidence.files.read(site.workflow.path);
  if (located?.dialect !== 'bash' || file.state !== 'seen') return [null];
  const { path, line: start, endLine: end } = located.step.at;
  const edits = file.value
    .split('\n', end)
    .slice(start - 1)
    .flatMap((text, offset): (Edit | null)[] => {
      const from = text.match(/["']?\$\{\{ ?secrets\.\w+ ?\}\}["']?/gi)?.find((each) => isOf(each, secret));
      const count = text.match(/secrets\.\w+/gi)?.filter((each) => isOf(each, secret)).length ?? 0;
      if (count === 0 || /^\s+[A-Z_]+:/.test(text)) return [];
      const isBare = from !== undefined && count === 1 && /^(?:"[^"]*"|[^"'].*[^"'])$/.test(from);
      return [isBare ? { kind: 'replace', path, line: start + offset, from, to: `"$${variable}"` } : null];
    });
  return edits.length === 0 ? [null] : edits;
}

function isOf(text: string, secret: string): boolean {
  return text.toUpperCase().replace(/[${} "']/g, '') === `SECRETS.${secret.toUpperCase()}`;
}
