import { isCommit } from '../publishing/versions.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import type { Step } from '../workflows/model.ts';
import type { Edit, Evidence, Fix } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import { insertedStep } from './inserted-step.ts';
import { actionOf, type LocatedStep, stepsOf } from './located-steps.ts';
import type { ToolVersion } from './npm-version.ts';

/** The edits that bring a newer tool; null where its version stands in a lock file, or files do not tell enough. */
export type MendTool = (
  publication: SitedPublication,
  found: ToolVersion,
  evidence: Evidence,
) => readonly Edit[] | null;

/** The edits of a requirement as a fix. */
export function toolingFix(title: string, edits: readonly Edit[] | null): Fix | null {
  return edits === null || edits.length === 0 ? null : { safety: 'needs-thought', title, edits };
}

/** npm is installed before it publishes, where the job's Node.js can run it; an older Node.js is exchanged for a newer. */
export const newerNpm: MendTool = (publication, found, evidence) => {
  const { site } = publication;
  const { step } = site;
  if (step === null || found.at === null) return null;
  const word = installedWord(found, evidence.files);
  if (word !== null) return [word];
  const [setup] = stepsOf(site, evidence).filter(({ step: each }) => isAt(each, found.at));
  if (setup === undefined) return null;
  const given = setup.step.with.find(({ name }) => name === 'node-version');
  const version = given?.value.value.trim() ?? '';
  if (given !== undefined && !runsNewNpm(version))
    return [{ kind: 'set', path: setup.path, at: [...setup.address, 'with', 'node-version'], value: 24 }];
  if (given === undefined) return null;
  const added = insertedStep({ step, path: site.workflow.path }, 'before', newNpmStep, evidence.files);
  return added === null ? null : [added];
};

const newNpm = 'npm@11.15.0';

const newNpmStep = ['name: Install an npm that knows trusted publishing', `run: npm install --global ${newNpm}`];

/** `npm install --global npm@10.9.0` */
function installedWord({ at }: ToolVersion, files: RepositoryFiles): Edit | null {
  if (at === null) return null;
  const file = files.read(at.path);
  const line = file.state === 'seen' ? (file.value.split('\n', at.line)[at.line - 1] ?? '') : '';
  const words = line.match(/\bnpm@[\^~>=v]{0,3}\d[\w.]{0,20}/g) ?? [];
  return words.length === 1 && words[0] !== undefined
    ? { kind: 'replace', path: at.path, line: at.line, from: words[0], to: newNpm }
    : null;
}

/** Trusted publishing needs Node.js 22.14.0; a bare `22` is its newest release. */
function runsNewNpm(version: string): boolean {
  const [, major = '', minor] = /^v?(\d{1,3})(?:\.(\d{1,3}|x)(?:\.|$)|$)/.exec(version) ?? [];
  return major === '22' && (minor === undefined || minor === 'x' || Number(minor) >= 14);
}

/** Another tag of the action that publishes. */
export function newerAction(to: string): MendTool {
  return ({ site }) => {
    const action = site.step === null ? null : actionOf(site.step);
    const uses = site.step?.uses ?? null;
    if (action === null || uses === null || isCommit(action.ref) || uses.key.line !== uses.value.at.line) return null;
    const { path, line } = uses.key;
    return [{ kind: 'replace', path, line, from: `@${action.ref}`, to: `@${to}` }];
  };
}

/** `pip install twine==5.0.0` */
export function newerPython(tool: string, version: string): MendTool {
  return (_publication, found, { files }) => {
    if (found.at === null || found.version === null) return null;
    const { path, line } = found.at;
    const file = files.read(path);
    const from = `${tool}==${found.version}`;
    const text = file.state === 'seen' ? (file.value.split('\n', line)[line - 1] ?? '') : '';
    return text.split(from).length === 2 ? [{ kind: 'replace', path, line, from, to: `${tool}==${version}` }] : null;
  };
}

function isAt(step: Step, at: ToolVersion['at']): step is Step & { readonly uses: LocatedStep['step']['uses'] } {
  return step.uses !== null && at !== null && step.uses.key.path === at.path && step.uses.key.line === at.line;
}
