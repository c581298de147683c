import { type Claim, isPrivate } from './claim.ts';
import { projectSource } from './project-links.ts';

/** What the `[metadata]` of a setup.cfg says; null where it names nothing. */
export function setupCfgClaim(text: string): Claim | null {
  const metadata = readMetadata(text);
  const name = metadata.get('name');
  if (name === undefined || name.value === '') return null;
  const links = linesOf(metadata.get('project_urls')).flatMap((line) => {
    const equals = line.indexOf('=');
    return equals === -1 ? [] : [[line.slice(0, equals), line.slice(equals + 1).trim()] as const];
  });
  return {
    name: name.value,
    line: name.line,
    version: metadata.get('version')?.value ?? null,
    publishable: !isPrivate(linesOf(metadata.get('classifiers') ?? metadata.get('classifier'))),
    destination: null,
    repository: projectSource([['homepage', metadata.get('url')?.value ?? ''], ...links]),
  };
}

interface Setting {
  readonly value: string;
  readonly line: number;
}

/** Settings of `[metadata]` by key, lower case, dashes as underscores; lines that are indented carry a value on. */
function readMetadata(text: string): ReadonlyMap<string, Setting> {
  const settings = new Map<string, Setting>();
  let inside = false;
  let key = '';
  for (const [index, line] of text.split('\n').entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith(';')) continue;
    const open = settings.get(key);
    if (/^\s/.test(line)) {
      if (inside && open !== undefined) settings.set(key, { ...open, value: `${open.value}\n${trimmed}`.trim() });
      continue;
    }
    key = '';
    if (trimmed.startsWith('[')) {
      inside = trimmed.startsWith('[metadata]');
      continue;
    }
    const separator = trimmed.search(/[=:]/);
    if (!inside || separator === -1) continue;
    key = trimmed.slice(0, separator).trim().toLowerCase().replaceAll('-', '_');
    settings.set(key, { value: trimmed.slice(separator + 1).trim(), line: index + 1 });
  }
  return settings;
}

function linesOf(setting: Setting | undefined): readonly string[] {
  return setting?.value.split('\n').map((line) => line.trim()) ?? [];
}
