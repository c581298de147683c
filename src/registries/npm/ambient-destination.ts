import { parse } from 'jsonc-parser';
import { seen } from '../../types/observation.ts';
import { emptyValue, known, showValue, textOf, type Value } from '../../types/values.ts';
import type { Act, Session } from '../act.ts';

/**
 * The registry that npm's clients find by themselves: the last `registry-url` of setup-node, `npm config set registry`
 * or `.npmrc` that the job wrote before; what is set for the scope of the package in the act's folder comes first.
 */
export function ambientDestination(act: Act, session: Session): Value | null {
  const scope = scopeOf(act, session);
  const settings = [...session.before.flatMap(settingsOf), ...session.written.flatMap(settingsIn)];
  const last = (key: string): Value | null => settings.findLast((setting) => setting.key === key)?.registry ?? null;
  return (scope === null ? null : last(`${scope}:registry`)) ?? last('registry');
}

interface Setting {
  /** `registry` or `@scope:registry`. */
  readonly key: string;
  readonly registry: Value;
}

function settingsOf(act: Act): readonly Setting[] {
  if (act.kind === 'action') {
    if (act.action !== 'actions/setup-node') return [];
    const registry = act.inputs.get('registry-url') ?? emptyValue;
    return textOf(registry) === '' ? [] : [{ key: 'registry', registry }];
  }
  if (!['npm', 'pnpm', 'yarn'].includes(act.program)) return [];
  const words = act.words.map((word) => textOf(word) ?? '');
  if (!words.includes('set')) return [];
  return words.flatMap((word, index): readonly Setting[] => {
    const [, name, written] = /^(registry|npmRegistryServer|@[\w.~-]+:registry)(?:=(.*))?$/.exec(word) ?? [];
    if (name === undefined) return [];
    const registry = written === undefined ? act.words[index + 1] : known(written);
    return registry === undefined ? [] : [{ key: name === 'npmRegistryServer' ? 'registry' : name, registry }];
  });
}

function settingsIn({ path, content }: Session['written'][number]): readonly Setting[] {
  if (!showValue(path).endsWith('.npmrc')) return [];
  return [...showValue(content).matchAll(/^[ \t]*(registry|@[\w.~-]+:registry)[ \t]*=[ \t]*(\S+)/gm)].map(
    ([, key = '', registry = '']) => ({ key, registry: known(registry) }),
  );
}

/** The scope of the package whose manifest lies in the act's folder, with its `@`. */
function scopeOf(act: Act, { files }: Session): string | null {
  const folder = textOf(act.directory);
  if (folder === null) return null;
  const text = seen(files.read(folder === '' ? 'package.json' : `${folder}/package.json`));
  if (text === undefined || text.length > mostText) return null;
  const name: unknown = parse(text)?.name;
  return typeof name === 'string' ? (/^(@[\w.~-]+)\//.exec(name)?.[1] ?? null) : null;
}

const mostText = 262_144;
