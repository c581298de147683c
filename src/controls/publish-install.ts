import { codeWords } from '../registries/plain.ts';
import type { Place } from '../types/place.ts';
import { compareSeverity, type Severity } from '../types/severity.ts';
import { isLoaded, parseScript, programOf } from '../workflows/shell/index.ts';
import type { Evidence } from './control.ts';
import { jobControlOf, type PublishingJob } from './control-of.ts';
import { credentialInReach } from './credential-reach.ts';
import { documentation } from './documentation.ts';
import { type InstallCommand, type InstallFacts, installRules, installValueFlags } from './install-commands.ts';
import { jobName, listedCode } from './job-words.ts';
import { fail, pass, unknown } from './judgements.ts';
import { stepsOf } from './located-steps.ts';
import { packageJson, packageManagerOf } from './package-manager.ts';
import { installFix, type LooseInstall } from './publish-install-fix.ts';

/** Are dependencies installed as locked, and without their scripts, where the credential is in reach? */
export const publishInstall = jobControlOf({
  id: 'publish-install',
  title: 'The publishing job installs only what is locked',
  asks: 'Are dependencies and tools installed in locked versions, and without their install scripts, where the credential is in reach?',
  principles: ['cli.1.pinning'],
  severity: 'medium',
  why: 'What a job installs runs beside what publishes. A version that nobody pinned is chosen by whoever publishes it last, and an install script runs before anyone has looked at it.',
  evidence: ['files'],

  judge(publishing, evidence) {
    const { about, site } = publishing;
    if (site.job.uses !== null)
      return unknown(
        about,
        `what ${jobName(site)} installs stands in a reusable workflow of another repository`,
        `Look for install commands in ${codeWords(site.job.uses.value.value)}.`,
      );
    const facts = factsOf(publishing, evidence);
    const found = commandsOf(publishing, evidence).flatMap((command) => problemOf(command, facts) ?? []);
    const distinct = [...new Map(found.map((each) => [`${each.at.path}:${each.at.line}:${each.text}`, each])).values()];
    const [gravest] = distinct.toSorted((a, b) => compareSeverity(a.severity, b.severity));
    if (gravest === undefined) return pass(about, `${jobName(site)} installs nothing that is not locked`);
    const reasons = Map.groupBy(distinct, ({ wrong }) => wrong);
    const fix = installFix(distinct, facts, evidence.files);
    return fail(about, {
      reason: `in ${jobName(site)}, ${[...reasons].map(([wrong, each]) => `${listedCode([...new Set(each.map(({ text }) => text))], 3)} ${wrong}`).join('; ')}`,
      at: distinct.map(({ at }) => at),
      key: [site.workflow.path, site.job.id],
      severity: gravest.severity,
      remediation: {
        steps: [...new Set(distinct.map(({ instead }) => `Use ${instead}.`))],
        links: linksFor(distinct),
        ...(fix === null ? {} : { fix }),
      },
    });
  },
});

interface Ran {
  readonly words: readonly (string | null)[];
  readonly at: Place;
}

interface Problem extends LooseInstall {
  readonly text: string;
  readonly wrong: string;
  readonly instead: string;
  readonly severity: Severity;
}

/** Programs that start what they fetch; the map shows what they start, so they are read where they stand. */
const launchers: ReadonlySet<string> = new Set(['npx', 'bunx', 'uvx', 'pipx', 'pnpm', 'yarn']);

function commandsOf(publishing: PublishingJob, evidence: Evidence): readonly Ran[] {
  const { trail } = publishing.site;
  const ran = trail.filter(({ kind, when }) => kind === 'command' && when !== 'after');
  const scripts = stepsOf(publishing.site, evidence).flatMap(({ step, top, dialect }): readonly Ran[] => {
    if (step.run === null || dialect === null || !isLoaded(dialect) || top.index > (publishing.site.step?.index ?? 0))
      return [];
    const { value, at } = step.run.value;
    return parseScript(value, dialect).commands.flatMap((command): readonly Ran[] => {
      const program = programOf(command);
      if (program === null || !launchers.has(program)) return [];
      const words = command.words.slice(1).map((word) => {
        const [part, ...more] = word;
        return part?.kind === 'text' && more.length === 0 ? part.text : null;
      });
      const line = at.line + command.line;
      return [{ words: [program, ...words], at: { ...at, line, endLine: at.line + command.endLine } }];
    });
  });
  return [...ran, ...scripts];
}

function problemOf({ words, at }: Ran, facts: InstallFacts): Problem | null {
  const [program = null, ...rest] = words;
  if (program === null || rest.includes(null)) return null;
  const known = rest.filter((word) => word !== null);
  for (const rule of installRules) {
    if (!rule.program.includes(program)) continue;
    const { flags, operands } = sorted(known);
    const start = rule.subcommand.length === 0 ? [] : rule.subcommand.find((path) => startsWith(operands, path));
    if (start === undefined) continue;
    const command: InstallCommand = { program, flags, operands: operands.slice(start[0] === '' ? 0 : start.length) };
    const wrong = rule.wrong(command, facts);
    if (wrong !== null)
      return {
        text: [program, ...known].join(' ').slice(0, 80),
        words: [program, ...known],
        at,
        wrong,
        instead: rule.instead,
        severity: rule.severity,
      };
  }
  return null;
}

function startsWith(operands: readonly string[], path: readonly string[]): boolean {
  return path[0] === '' ? operands.length === 0 : path.every((word, index) => operands[index] === word);
}

function sorted(words: readonly string[]): Pick<InstallCommand, 'flags' | 'operands'> {
  const flags: string[] = [];
  const operands: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') break;
    if (!word.startsWith('-')) operands.push(word);
    else {
      flags.push(word);
      if (installValueFlags.has(word)) index += 1;
    }
  }
  return { flags, operands };
}

function factsOf(publishing: PublishingJob, { files }: Evidence): InstallFacts {
  const npmrc = files.read('.npmrc');
  const manager = packageManagerOf(files);
  const names = new Set(
    files.paths
      .filter((path) => path === 'package.json' || /^[^/]+(?:\/[^/]+){0,2}\/package\.json$/.test(path))
      .slice(0, 200)
      .flatMap((path) => [...(packageJson(files, path)?.dependencies.keys() ?? [])]),
  );
  return {
    rootFiles: new Set(files.paths.filter((path) => !path.includes('/'))),
    yarn:
      manager?.name === 'yarn'
        ? Number(manager.version.split('.')[0])
        : files.paths.includes('.yarnrc.yml')
          ? 2
          : files.paths.includes('yarn.lock')
            ? 1
            : null,
    isDependency: (tool) =>
      names.has(tool) ||
      [...names].some((name) => name.endsWith(`/${tool}`)) ||
      binaries.some(([binary, owner]) => binary === tool && names.has(owner)),
    scriptsOff: npmrc.state === 'seen' && /^\s*ignore-scripts\s*=\s*true\s*$/m.test(npmrc.value),
    credentialInReach: credentialInReach(publishing, files) !== null,
  };
}

/** Commands that are called otherwise than the package that brings them. */
const binaries: readonly (readonly [string, string])[] = [
  ['changeset', '@changesets/cli'],
  ['tsc', 'typescript'],
  ['ng', '@angular/cli'],
  ['vsce', '@vscode/vsce'],
  ['playwright', '@playwright/test'],
  ['commitlint', '@commitlint/cli'],
  ['auto', 'auto'],
];

function linksFor(problems: readonly Problem[]): readonly string[] {
  const programs = new Set(problems.map(({ text }) => text.split(' ')[0] ?? ''));
  return [
    ...(programs.has('npm') ? [documentation.npmCleanInstall] : []),
    ...(programs.has('pip') || programs.has('pip3') ? [documentation.pipSecureInstalls] : []),
    documentation.secureUse,
  ];
}
