import { codeWords } from '../registries/plain.ts';
import type { ManifestPackage } from '../registries/registry.ts';
import type { RegistryId } from '../types/registry-id.ts';

/** How a manifest says that its package is not for publishing, as a step; none where its ecosystem has no word for it. */
export function notMeantFor(registry: RegistryId, manifests: readonly ManifestPackage[]): readonly string[] {
  const words = notForPublishing[registry];
  const [first, ...others] = manifests;
  if (words === undefined || first === undefined) return [];
  const where = others.length === 0 ? codeWords(first.path) : `${codeWords(first.path)} and the others of that name`;
  return [`Where it is not to be published, say so in ${where}: ${words}.`];
}

const notForPublishing: { readonly [registry in RegistryId]?: string } = {
  npm: '`"private": true`',
  pypi: '`classifiers = ["Private :: Do Not Upload"]`, which PyPI refuses',
  'crates.io': '`publish = false`',
  'pub.dev': '`publish_to: none`',
  nuget: '`<IsPackable>false</IsPackable>`',
  rubygems: '`spec.metadata["allowed_push_host"]`, with a server of your own',
};
