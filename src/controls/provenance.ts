import { declaredFor } from '../ledger/declared.ts';
import type { LedgerRow } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Policy } from '../policy/policy.ts';
import { attestedRegistries } from '../provenance/release-name.ts';
import type { Publication } from '../publishing/publication.ts';
import { codeWords } from '../registries/plain.ts';
import type { Registry } from '../registries/registry.ts';
import type { RegistryRelease } from '../registries/release.ts';
import type { Severity } from '../types/severity.ts';
import { bindingValuesOf } from './binding-values.ts';
import type { Evidence, Fix, Remediation } from './control.ts';
import { isGitHubUnasked } from './github-unasked.ts';
import { fileName, listed } from './job-words.ts';
import { lostBinding } from './learnt-binding.ts';
import { ledgerCommand } from './ledger-command.ts';
import { publicationsOf } from './own-packages.ts';
import { judgePackages, type PackageAnswer, standingRows, unreadPackage } from './package-answers.ts';
import { asksForProvenance, provenanceFix } from './provenance-fix.ts';
import { nothingAsked, registryControlOf } from './registry-control.ts';
import { releaseWords } from './release-way.ts';
import { intentFor, isByHand } from './released-by.ts';
import { troublesOf } from './signal-tellers.ts';

/** Does the newest release of each package carry provenance that verifies, for this repository and this workflow? */
export const provenance = registryControlOf({
  id: 'provenance',
  title: 'Releases carry provenance that verifies',
  asks: 'Does the newest release of each package carry an attestation of its build that verifies, by this repository and a workflow that publishes here?',
  principles: ['authorization.3.provenance'],
  severity: 'high',
  why: 'Provenance is a signed statement of which workflow of which repository built a file, from which commit, and the publisher cannot write it by hand. It lets users and tools tell a release of yours from one that somebody made with a stolen token.',
  evidence: ['registry', 'attestations'],

  spares: ({ title, capabilities, remedies }) =>
    remedies.provenance !== null
      ? null
      : capabilities['authorization.3.provenance'].offers === 'unknown'
        ? `${title} is not known to take attestations`
        : `${title} takes no attestations: a limit of the registry, not of the project`,

  judge: (packages, registry, evidence, policy) => {
    const answers = new Map(packages.map((about) => [about, answerFor(about, registry, evidence, policy)]));
    const lacking = new Set(packages.filter((about) => isMissing(answers.get(about))));
    const release = nextRelease([...lacking], registry, evidence);
    return judgePackages(registry.id, { ...evidence, packages }, nothingAsked, (about) => {
      const answer = answers.get(about) ?? answerFor(about, registry, evidence, policy);
      return lacking.has(about) ? released(answer, release) : answer;
    });
  },
});

/** The newest release has none at all: one finding for all packages of a registry. */
function isMissing(answer: PackageAnswer | undefined): boolean {
  return answer?.verdict === 'fail' && answer.key.length === 1 && answer.key[0] === missingKey;
}

const missingKey = 'missing';

type NextRelease = 'carries it' | Fix | null;

/** What the next release of the packages would be like: with provenance as the files are, with it after an edit, or untold. */
function nextRelease(lacking: readonly PackageEvidence[], registry: Registry, evidence: Evidence): NextRelease {
  const made = lacking.map((about) => publicationsOf(about, evidence));
  if (made.length === 0 || made.some((publications) => publications.length === 0)) return null;
  const publications = [...new Set(made.flat())];
  return asksForProvenance(publications) ? 'carries it' : provenanceFix(publications, registry, evidence);
}

function released(answer: PackageAnswer, next: NextRelease): PackageAnswer {
  if (answer.verdict !== 'fail' || next === null) return answer;
  const { remediation } = answer;
  if (next !== 'carries it') return { ...answer, remediation: { ...remediation, fix: next } };
  const steps = [
    'The workflow asks for provenance as it is now. Where the newest release is older than that, publish the next one from it; where it is not, go through these points.',
    ...remediation.steps,
  ];
  return { ...answer, remediation: { ...remediation, steps, settledBy: 'next-release' } };
}

function answerFor(about: PackageEvidence, registry: Registry, evidence: Evidence, policy: Policy): PackageAnswer {
  const unread = unreadPackage(about);
  if (unread !== null) return unread;
  const [row] = standingRows(about, 1);
  if (row === undefined) return { verdict: 'not-applicable', says: 'no release of it stands' };
  const answer = answers[row.joins.attestation.state]({ about, row, registry, evidence, policy });
  return answer.verdict === 'fail' ? (toldOf(about, row) ?? answer) : answer;
}

/**
 * One fault is told once: that a release differs from those before it says more than what it lacks. It may be an attack
 * that goes on, so that this answer, which everybody may read, says nothing of it.
 */
function toldOf(about: PackageEvidence, row: LedgerRow): PackageAnswer | null {
  const isTold = troublesOf(about, 'provenance-continuity').settled.some((trouble) => trouble.row === row);
  return isTold
    ? {
        verdict: 'not-applicable',
        says: 'the newest release is judged by `provenance-continuity`, beside those before it',
      }
    : null;
}

interface Asked {
  readonly about: PackageEvidence;
  readonly row: LedgerRow;
  readonly registry: Registry;
  readonly evidence: Evidence;
  readonly policy: Policy;
}

const answers: Readonly<Record<LedgerRow['joins']['attestation']['state'], (asked: Asked) => PackageAnswer>> = {
  proved: (asked) => proved(asked),
  contradicted: (asked) => refused(asked),
  missing: (asked) => missing(asked),
  unknown: (asked) => untold(asked),
};

function proved({ about, row, evidence }: Asked): PackageAnswer {
  const { says } = row.joins.attestation;
  const link = about.ledger?.link ?? 'unknown';
  if (link === 'contradicted')
    return {
      verdict: 'not-applicable',
      says: `${releaseWords(row)} carries provenance of another repository, which \`package-link\` tells of: ${says}`,
    };
  if (link !== 'proved')
    return {
      verdict: 'unknown',
      says: `the newest release carries provenance that verifies (${says}); GitHub did not tell whether that is this repository`,
      settles: `Run it where GitHub can be asked (on the command line with \`GITHUB_TOKEN\`), or compare the repository by hand: ${ledgerCommand(about.name)}.`,
    };
  return (
    elsewhere(about, row) ??
    foreignWorkflow(about, row, evidence) ?? { verdict: 'pass', says: `the newest release is ${says}` }
  );
}

/** What builds of another repository have in common: GitHub knows neither their commit nor their run for its own. */
function elsewhere(about: PackageEvidence, row: LedgerRow): PackageAnswer | null {
  const { commit, run } = row.joins;
  if (commit.state !== 'contradicted' || run.state === 'proved') return null;
  return (
    toldOf(about, row) ?? {
      verdict: 'unknown',
      says: `${releaseWords(row)} carries provenance that verifies, and ${commit.says}`,
      settles: `Follow it by hand: ${ledgerCommand(about.name)}.`,
    }
  );
}

/** Built here, by a workflow that nothing of today's files knows to publish the package; null where it fits. */
function foreignWorkflow(about: PackageEvidence, row: LedgerRow, evidence: Evidence): PackageAnswer | null {
  const { workflows } = declaredFor(evidence.map, about.registry, about.name);
  if (row.workflow === null || workflows.length === 0 || workflows.includes(row.workflow)) return null;
  const says = `${releaseWords(row)} carries provenance of ${fileName(row.workflow)}, which is not seen to publish it; that does ${listed(workflows.map(fileName))}`;
  if (lostBinding(about, evidence) !== null)
    return { verdict: 'not-applicable', says: `${says}: \`binding\` tells what that breaks` };
  return {
    verdict: 'fail',
    says,
    severity: 'medium',
    key: [about.name, row.workflow],
    remediation: {
      steps: [
        `Look at the run that built it: ${ledgerCommand(about.name)}. Ask whoever started it why it published.`,
        `Where ${fileName(row.workflow)} was renamed or has made room for another, the next release puts this right by itself.`,
        'Where nobody knows the workflow, treat the release as one that somebody else made: take it back, and look for branches that hold the file.',
      ],
      links: about.ledger === null ? [] : [about.ledger.page],
    },
  };
}

function refused({ about, row }: Asked): PackageAnswer {
  return {
    verdict: 'fail',
    says: `${releaseWords(row)}: ${row.joins.attestation.says}`,
    severity: 'critical',
    key: [about.name, 'refused'],
    remediation: {
      steps: [
        `Do not install it. See which statement does not hold: ${ledgerCommand(about.name)}.`,
        'Compare the files that the registry serves with those of the run that should have built them.',
        'Publish the release anew under a higher number, from a clean run, and check that its provenance verifies.',
      ],
      links: about.ledger === null ? [] : [about.ledger.page],
    },
  };
}

function missing({ about, row, registry, evidence, policy }: Asked): PackageAnswer {
  const intent = intentFor(about.registry, about.name, policy);
  if (isByHand(intent))
    return {
      verdict: 'not-applicable',
      says: `the policy declares that people publish it (\`${intent}\`), and provenance is made in workflows`,
    };
  const { says } = row.joins.attestation;
  const release = releaseOf(about, row);
  const provider = release?.publisher.provider ?? 'github';
  if (provider !== 'github')
    return {
      verdict: 'not-applicable',
      says: `${releaseWords(row)} was published from ${codeWords(provider)}: what builds it is not in this repository`,
    };
  if (isGitHubUnasked(row))
    return {
      verdict: 'unknown',
      says: `the newest release: ${says}, and GitHub was not asked whether this repository is public, as provenance needs`,
      settles: 'Run it where GitHub can be asked: on the command line with `GITHUB_TOKEN`.',
    };
  const isPartial = release?.files.some(({ attested }) => attested === 'yes') === true;
  return {
    verdict: 'fail',
    says: isPartial ? `${releaseWords(row)}: ${says}` : `the newest release: ${says}`,
    ...severityOf(registry),
    key: isPartial ? [about.name, 'partial'] : [missingKey],
    remediation: remediationFor(about, registry, evidence),
  };
}

/** Signatures are less than provenance, and those that Mintmark cannot verify yet are no proof of having put it right. */
function severityOf({ id, capabilities }: Registry): { readonly severity?: Severity } {
  if (capabilities['authorization.3.provenance'].offers === 'yes') return {};
  return { severity: attestedRegistries.some((each) => each === id) ? 'medium' : 'low' };
}

function remediationFor(about: PackageEvidence, registry: Registry, evidence: Evidence): Remediation {
  const publications: readonly Publication[] = publicationsOf(about, evidence);
  const values = { ...bindingValuesOf(publications, evidence.subject), packages: [about.name] };
  const remedy = registry.remedies.provenance?.(values);
  return { steps: remedy?.steps ?? [], links: remedy?.links ?? [] };
}

function untold({ about, row }: Asked): PackageAnswer {
  const { says } = row.joins.attestation;
  // The registry says that there is none, and the ledger knows why that is no fault: a private repository, another builder.
  if (releaseOf(about, row)?.attested === 'no')
    return { verdict: 'not-applicable', says: `${releaseWords(row)}: ${says}` };
  return {
    verdict: 'unknown',
    says: `${releaseWords(row)}: ${says}`,
    settles: `Look at the page of the version, from ${about.ledger?.page ?? about.registry}.`,
  };
}

function releaseOf({ history }: PackageEvidence, { version }: LedgerRow): RegistryRelease | undefined {
  return history.state === 'seen' ? history.value.releases.find((release) => release.version === version) : undefined;
}
