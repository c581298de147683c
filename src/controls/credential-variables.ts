import { namesCredential } from '../publishing/credential-names.ts';
import type { Evidence } from './control.ts';
import type { LiteralCredential } from './credential-forms.ts';
import { isLiteralSecret, isMadeUp } from './credential-placeholders.ts';
import { textsOf } from './workflow-texts.ts';

/** Variables and inputs of a workflow that are named as a registry's credential and are given a random-looking text. */
export function handedLiterals(path: string, evidence: Evidence): readonly LiteralCredential[] {
  const { map } = evidence;
  const workflow = map.workflows.find((each) => each.path === path);
  if (workflow === undefined) return [];
  const registries = [...new Set(map.publications.map(({ registry }) => registry))].map((id) =>
    evidence.registryOf(id),
  );
  return textsOf(workflow).flatMap(({ name, text, at }) => {
    if (name === null || !isSecretName(name) || text.length < shortest) return [];
    if (!isLiteralSecret(text) || isMadeUp(text) || !/^[\w+/=.~-]+$/.test(text)) return [];
    const registry = registries.find(({ credentials }) => namesCredential(name, credentials));
    if (registry === undefined) return [];
    return [{ kind: `a credential of ${registry.title}`, registry: registry.id, page: null, line: at.line }];
  });
}

const shortest = 20;

function isSecretName(name: string): boolean {
  return /token|password|passwd|secret|api_?key|_key$|_pat$|auth/i.test(name) && !/url|file|path|name|user/i.test(name);
}
