import { directoryOf } from '../registries/manifests/paths.ts';
import { codeWords } from '../registries/plain.ts';
import type { Control, EditValue, Evidence, Fix, Judgement } from './control.ts';
import { dependabotName, type Ecosystem, ecosystems, githubActions } from './dependency-ecosystems.ts';
import { type Updates, updatesOf } from './dependency-updates.ts';
import { listed, listedCode } from './job-words.ts';
import { fail, notApplicable, pass, unknown, unreadable } from './judgements.ts';

/** Are alerts and updates on, for the ecosystem and for actions? */
export const dependencyAlerts: Control = {
  id: 'dependency-alerts',
  title: 'Dependencies and actions are watched and kept up to date',
  asks: 'Are alerts and updates of dependencies on, for what is published and for actions?',
  principles: ['general.2.known-vulnerabilities', 'cli.2.warn', 'cli.3.auto-remediate'],
  severity: 'low',
  why: 'A release carries its dependencies along, and the actions that build it can change it. Somebody has to hear of a vulnerable version and of a fixed one; a pull request that appears by itself is the way that is not forgotten.',
  evidence: ['files', 'github'],
  settings: ['dependencyAlerts'],

  judge(evidence) {
    if (evidence.map.publications.length === 0) return [notApplicable(null, 'no package is published from here')];
    return [updates(evidence), alerts(evidence)];
  },
};

function updates(evidence: Evidence): Judgement {
  const wanted = wantedEcosystems(evidence);
  if (wanted.length === 0) return notApplicable(null, 'nothing here publishes a package and no workflow runs');
  const found = updatesOf(evidence.files);
  const missing = wanted.filter((ecosystem) => !found.some((each) => covers(each, ecosystem)));
  const paths = found.map(({ path }) => path);
  if (missing.length === 0) return pass(null, `${listedCode(paths)} keeps ${titles(wanted)} up to date`);
  const unread = found.find(({ kind }) => kind === 'unread');
  if (unread !== undefined)
    return unknown(
      null,
      `${codeWords(unread.path)} could not be understood`,
      `Look whether ${codeWords(unread.path)} covers ${titles(missing)}.`,
    );
  return fail(null, {
    reason:
      found.length > 0
        ? `${listedCode(paths)} leaves out ${titles(missing)}`
        : `nothing keeps ${titles(missing)} up to date`,
    at: paths.map((path) => ({ path, line: 1, endLine: 1 })),
    // One finding, however much is missing
    key: ['updates'],
    remediation: {
      steps: stepsFor(found, missing, evidence),
      links: ['https://docs.github.com/code-security/dependabot/working-with-dependabot/dependabot-options-reference'],
      ...fixFor(found, missing, evidence),
    },
  });
}

/** What is published here, and the actions of its workflows. */
function wantedEcosystems({ map }: Evidence): readonly Ecosystem[] {
  const published = map.publications.flatMap(({ registry }) => ecosystems[registry] ?? []);
  return [...new Set([...published, ...(map.workflows.length > 0 ? [githubActions] : [])])];
}

function covers(found: Updates, ecosystem: Ecosystem): boolean {
  switch (found.kind) {
    case 'dependabot':
      return ecosystem.dependabot.some((name) => found.ecosystems.has(name));
    case 'renovate':
      return found.managers === null
        ? !ecosystem.renovate.every((manager) => found.disabled.has(manager))
        : ecosystem.renovate.some((manager) => found.managers?.has(manager));
    case 'unread':
      return false;
  }
}

/** Every one is named: each has to be added. */
const most = 20;

function titles(list: readonly Ecosystem[]): string {
  return listed(
    list.map(({ title }) => title),
    most,
  );
}

function stepsFor(found: readonly Updates[], missing: readonly Ecosystem[], { files }: Evidence): readonly string[] {
  const [first] = found;
  if (first?.kind === 'renovate' && found.length === 1)
    return [
      `In ${codeWords(first.path)}, let Renovate look after ${titles(missing)}: it leaves them out or disables them now.`,
    ];
  const names = missing.map((ecosystem) => dependabotName(ecosystem, files.paths));
  return [
    `In ${codeWords(first?.path ?? dependabotPath)}, add ${listed(
      names.map((name) => `\`package-ecosystem: ${name}\``),
      most,
    )} for each folder with such a manifest, with a \`cooldown\` of some days, so that a malicious release is likely found before you take it.`,
    'See under Insights → Dependency graph → Dependabot that it runs.',
  ];
}

function fixFor(found: readonly Updates[], missing: readonly Ecosystem[], evidence: Evidence): { readonly fix?: Fix } {
  const entries = missing.map((ecosystem) => entryOf(ecosystem, evidence));
  const title = `Let Dependabot look after ${titles(missing)}`;
  const [first] = found;
  if (first === undefined)
    return { fix: { safety: 'safe', title, edits: [{ kind: 'create', path: dependabotPath, text: fileOf(entries) }] } };
  if (first.kind !== 'dependabot' || first.count === null) return {};
  const { path, count } = first;
  return {
    fix: {
      safety: 'safe',
      title,
      edits: entries.map((entry, index) => ({
        kind: 'set',
        path,
        at: ['updates', count + index],
        value: valueOf(entry),
      })),
    },
  };
}

function valueOf({ name, directories }: UpdateEntry): EditValue {
  const [directory = '/', ...others] = directories;
  return {
    'package-ecosystem': name,
    ...(others.length === 0 ? { directory } : { directories }),
    schedule: { interval: 'weekly' },
    cooldown: { 'default-days': 7 },
  };
}

interface UpdateEntry {
  readonly name: string;
  /** As Dependabot writes them: `/`, `/packages/a`. */
  readonly directories: readonly string[];
}

function entryOf(ecosystem: Ecosystem, { map, files }: Evidence): UpdateEntry {
  const manifests = map.publications
    .filter(({ registry }) => ecosystems[registry] === ecosystem)
    .flatMap((publication) => publication.manifests);
  // A workspace is updated from its root
  const folders = manifests.map(({ workspace, directory }) =>
    workspace === null ? directory : directoryOf(workspace),
  );
  const directories = [...new Set(folders.map((folder) => `/${folder}`))].toSorted();
  return { name: dependabotName(ecosystem, files.paths), directories: directories.length === 0 ? ['/'] : directories };
}

function fileOf(entries: readonly UpdateEntry[]): string {
  const blocks = entries.flatMap(({ name, directories }) => [
    `  - package-ecosystem: ${name}`,
    ...(directories.length === 1
      ? [`    directory: ${JSON.stringify(directories[0])}`]
      : ['    directories:', ...directories.map((each) => `      - ${JSON.stringify(each)}`)]),
    '    schedule:',
    '      interval: weekly',
    '    cooldown:',
    '      default-days: 7',
  ]);
  return ['version: 2', 'updates:', ...blocks, ''].join('\n');
}

function alerts({ settings: { dependencyAlerts: observed } }: Evidence): Judgement {
  if (observed.state === 'unreadable') return unreadable(null, 'whether Dependabot alerts are on', observed);
  if (observed.state === 'seen' && observed.value) return pass(null, 'Dependabot alerts are on');
  return fail(null, {
    reason: 'Dependabot alerts are off, so nobody hears of a vulnerable dependency',
    at: [],
    key: ['alerts'],
    remediation: {
      steps: ['In Settings → Advanced Security, enable Dependabot alerts.'],
      links: ['https://docs.github.com/code-security/dependabot/dependabot-alerts/configuring-dependabot-alerts'],
    },
  });
}

const dependabotPath = '.github/dependabot.yml';
