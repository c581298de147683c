import { emptyValue, showValue, textOf, type Value } from '../../types/values.ts';
import type { Act, Session } from '../act.ts';

/**
 * The registry that npm's clients find by themselves: the last `registry-url` of setup-node, `npm config set registry`
 * or `.npmrc` that the job wrote before.
 */
export function ambientDestination(_act: Act, session: Session): Value | null {
  let found: Value | null = null;
  for (const act of session.before) {
    if (act.kind === 'action' && act.action === 'actions/setup-node') {
      const url = act.inputs.get('registry-url') ?? emptyValue;
      if (textOf(url) !== '') found = url;
    }
    if (act.kind === 'command' && ['npm', 'pnpm', 'yarn'].includes(act.program)) {
      const words = act.words.map((word) => textOf(word) ?? '');
      const at = words.findIndex(
        (word) => word === 'registry' || word === 'npmRegistryServer' || word.startsWith('registry='),
      );
      if (words.includes('set') && at > 0)
        found = (words[at] ?? '').includes('=')
          ? [{ kind: 'text', text: (words[at] ?? '').slice(9) }]
          : (act.words[at + 1] ?? found);
    }
  }
  for (const { path, content } of session.written) {
    if (!showValue(path).endsWith('.npmrc')) continue;
    const line = /^\s*registry\s*=\s*(\S+)/m.exec(showValue(content));
    if (line?.[1] !== undefined) found = [{ kind: 'text', text: line[1] }];
  }
  return found;
}
