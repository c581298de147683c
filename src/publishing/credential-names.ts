import type { CredentialRules } from '../registries/recogniser.ts';

/** Words of a secret's name are compared one by one: `MY_NPM_TOKEN` names npm, `COMPANION` does not. */
export function namesCredential(name: string, rules: CredentialRules): boolean {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  return rules.names.some((wanted) => words.includes(wanted)) || isCredentialVariable(name, rules);
}

/** Whether the registry's clients read a long-lived credential from the variable of this name. */
export function isCredentialVariable(name: string, rules: CredentialRules): boolean {
  return rules.environment.some((pattern) => matches(name.toLowerCase(), pattern.toLowerCase()));
}

function matches(name: string, pattern: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return name === start;
  return (
    name.length >= start.length + end.length &&
    name.startsWith(start) &&
    name.endsWith(end) &&
    rest.every((piece) => name.includes(piece))
  );
}
