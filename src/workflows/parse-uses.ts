import type { Uses } from './model.ts';

/** What a `uses:` names. Computed texts, and forms that GitHub would refuse, are `unknown`. */
export function parseUses(text: string): Uses {
  const trimmed = text.trim();
  if (trimmed.includes('${{')) return { kind: 'unknown', text };
  return parseDocker(trimmed) ?? parseLocal(trimmed) ?? parseRemote(trimmed) ?? { kind: 'unknown', text };
}

/** Does GitHub read this file as a workflow? Folders below `workflows` are not looked at. */
export function isWorkflowPath(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}

/** Does this file describe an action? Any folder can hold one. */
export function isActionPath(path: string): boolean {
  return /^(?:.*\/)?action\.ya?ml$/.test(path);
}

function parseDocker(text: string): Uses | null {
  const image = /^docker:\/\/(\S+)$/i.exec(text)?.[1];
  return image === undefined ? null : { kind: 'docker', image };
}

/** `./` starts at the checkout, `$/` at the repository that the file itself comes from. */
function parseLocal(text: string): Uses | null {
  const start = /^(?:\.|\$)[/\\]/.exec(text)?.[0];
  if (start === undefined) return null;
  const path = withinRepository(text.slice(start.length));
  return path === null ? null : { kind: 'local', path, workflow: isWorkflowPath(path) };
}

function parseRemote(text: string): Uses | null {
  const [name = '', ref = '', ...more] = text.split('@');
  if (ref === '' || more.length > 0 || /\s/.test(text)) return null;
  const [owner = '', repository = '', ...folders] = name.split('/');
  if (!ownerForm.test(owner) || !repositoryForm.test(repository)) return null;
  const path = withinRepository(folders.join('/'));
  return path === null ? null : { kind: 'remote', owner, repository, path, ref, workflow: isWorkflowPath(path) };
}

const ownerForm = /^[A-Za-z0-9_-]+$/;

/** `.` and `..` are folders, not repositories. */
const repositoryForm = /^(?!\.{1,2}$)[A-Za-z0-9._-]+$/;

/** The path without `.`, `..` and empty parts; null where it leaves the repository. */
function withinRepository(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split(/[/\\]/)) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
