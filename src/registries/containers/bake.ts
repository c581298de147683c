import { seen } from '../../types/observation.ts';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import { showValue, textOf, type Value } from '../../types/values.ts';
import type { Act } from '../act.ts';
import { sendsAway } from './push-facts.ts';

/** Whether a bake is told to push: by its own switch, or by an output that `set` gives to its targets. */
export function bakePushes(act: Act): boolean {
  if (act.kind === 'command')
    return act.words.some((word) => showValue(word) === '--push') || settingsOf(act).some(isPushedOutput);
  const push = showValue(act.inputs.get('push') ?? [])
    .trim()
    .toLowerCase();
  return (push !== '' && push !== 'false') || settingsOf(act).some(isPushedOutput);
}

/** The images that `set` names (`*.tags=ghcr.io/o/i`), or else the tags that the bake files write out. */
export function bakeImages(act: Act, files: RepositoryFiles): readonly string[] {
  const set = settingsOf(act).flatMap((setting) => {
    const [, key, value = ''] = /^[^=]{0,200}\.(tags|output)=(.*)$/.exec(setting) ?? [];
    if (key === undefined) return [];
    return key === 'tags' ? [value] : (/(?:^|,)name=([^,]+)/.exec(value)?.slice(1) ?? []);
  });
  return set.length > 0 ? set : [...new Set(bakeFilesOf(act, files).flatMap(tagsIn))];
}

function isPushedOutput(setting: string): boolean {
  const [, output] = /\.output=(.*)$/.exec(setting) ?? [];
  return output !== undefined && sendsAway(output);
}

/** `target.key=value`, one a line of the input, or one a `--set`. */
function settingsOf(act: Act): readonly string[] {
  const texts =
    act.kind === 'action'
      ? showValue(act.inputs.get('set') ?? []).split('\n')
      : act.words.flatMap((word, index) => {
          const text = showValue(word);
          if (text.startsWith('--set=')) return [text.slice(6)];
          return text === '--set' ? [showValue(act.words[index + 1] ?? [])] : [];
        });
  return texts.map((text) => text.trim()).filter(Boolean);
}

/** The bake files that are named, or those that are taken by themselves; JSON is a bake file's other form. */
function bakeFilesOf(act: Act, files: RepositoryFiles): readonly string[] {
  const named: readonly Value[] =
    act.kind === 'action'
      ? [act.inputs.get('files') ?? []]
      : act.words.filter((_, index) => ['-f', '--file'].includes(showValue(act.words[index - 1] ?? [])));
  const written = named
    .flatMap((value) => showValue(value).split(/[\s,]+/))
    .filter((path) => /\.(hcl|json)$/.test(path));
  const folder = act.kind === 'command' ? (textOf(act.directory) ?? '') : '';
  return (written.length > 0 ? written : defaults)
    .map((path) => [folder, path.replace(/^\.\//, '')].filter(Boolean).join('/'))
    .flatMap((path) => seen(files.read(path)) ?? [])
    .filter((text) => text.length <= mostText);
}

/** The tags that a bake file writes out, with its variables' defaults; what it computes is left out. */
function tagsIn(text: string): readonly string[] {
  const variables = new Map(
    [...text.matchAll(/\bvariable\s+"(\w+)"\s*\{\s*default\s*=\s*"([^"\n]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
  const lists = [...text.matchAll(/["']?\btags["']?\s*[=:]\s*\[([^\]]{0,4000})\]/g)].map(([, list = '']) => list);
  return lists
    .flatMap((list) => [...list.matchAll(/"([^"\n]+)"/g)].map(([, tag = '']) => tag))
    .map((tag) => tag.replace(/\$\{(\w+)\}/g, (whole, name: string) => variables.get(name) || whole))
    .map((tag) => tag.replace(/\$\{[^{}]*\}/g, '{{}}'))
    .filter((tag) => !tag.startsWith('{{}}') && tag.includes('/'));
}

const defaults = ['docker-bake.hcl', 'docker-bake.json', 'docker-bake.override.hcl', 'docker-bake.override.json'];
const mostText = 262_144;
