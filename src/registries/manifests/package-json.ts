import { type ManifestDocument, textAt, valueAt } from './document.ts';
import { sourceLink } from './links.ts';

/** The publisher of a Visual Studio Code extension; null where a package.json does not describe one. */
export function extensionPublisher(document: ManifestDocument): string | null {
  if (textAt(document.root, 'engines', 'vscode') === undefined) return null;
  return textAt(document.root, 'publisher') ?? null;
}

/** The `repository` of a package.json, in its long form or its short one. */
export function packageRepository(document: ManifestDocument): string | null {
  const repository = valueAt(document.root, 'repository');
  return sourceLink(typeof repository === 'string' ? repository.trim() : textAt(repository, 'url'));
}
