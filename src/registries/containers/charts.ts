import { showValue } from '../../types/values.ts';
import type { Act } from '../act.ts';

/** Whether a chart goes to a container registry. */
export function isOciChart(act: Act): boolean {
  return act.kind === 'command' && act.words.some((word) => showValue(word).startsWith('oci://'));
}

/** `helm push minder-1.2.3.tgz oci://host/path` pushes `host/path/minder`. */
export function charts(act: Act): readonly string[] {
  if (act.kind !== 'command') return [];
  const words = act.words.map(showValue);
  const home = words.find((word) => word.startsWith('oci://'));
  const file =
    words
      .find((word) => word.endsWith('.tgz'))
      ?.split('/')
      .at(-1) ?? '';
  const chart = /^(.+?)-[v\d*$]/.exec(file)?.[1] ?? file.replace(/\.tgz$/, '');
  return home === undefined ? [] : [chart === '' ? home : `${home}/${chart}`];
}

/** The chart that an action is told to push, from its inputs for the host, the folder and the name. */
export function releasedChart(act: Act): readonly string[] {
  if (act.kind !== 'action') return [];
  const parts = ['registry', 'repository', 'name'].map((name) => showValue(act.inputs.get(name) ?? []).trim());
  return parts[0] === '' ? [] : [parts.filter(Boolean).join('/')];
}
