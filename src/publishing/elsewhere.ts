import { candidatesOf, showValue, type Value } from '../types/values.ts';

/** Homes of packages that are not the public registry of their ecosystem, by what a destination contains. */
const homes: readonly { readonly name: string; readonly mark: RegExp }[] = [
  { name: 'TestPyPI', mark: /test\.pypi\.org|testpypi|upload\.test/i },
  { name: 'GitHub Packages', mark: /(npm|maven|nuget|rubygems|docker)\.pkg\.github\.com|^github$/i },
  { name: 'a local registry', mark: /localhost|127\.0\.0\.1|verdaccio|\[::1\]/i },
  { name: 'GitLab Packages', mark: /gitlab\.[\w.]+\/api\/v4/i },
  { name: 'Azure Artifacts', mark: /pkgs\.dev\.azure\.com|visualstudio\.com\/_packaging/i },
  { name: 'AWS CodeArtifact', mark: /\.codeartifact\./i },
  { name: 'Google Artifact Registry', mark: /-(npm|maven|python|docker)\.pkg\.dev/i },
  { name: 'Artifactory', mark: /jfrog\.io|artifactory/i },
  { name: 'Cloudsmith', mark: /cloudsmith\.io/i },
  { name: 'MyGet', mark: /myget\.org/i },
  { name: 'Feedz', mark: /feedz\.io/i },
  { name: 'NuGet test gallery', mark: /nugettest\.org/i },
  { name: 'Maven Central snapshots', mark: /maven-snapshots|content\/repositories\/snapshots/i },
];

/**
 * What a destination that is not the public registry is called; its own address where it is none of the known homes,
 * without the user, the password and the query that it may hold.
 */
export function nameOfDestination(destination: Value): string {
  const text = (candidatesOf(destination) ?? []).join(' ') || showValue(destination);
  return homes.find(({ mark }) => mark.test(text))?.name ?? withoutCredentials(text).slice(0, 120);
}

function withoutCredentials(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]{0,20}:)?(\/\/)?[^/\s]*@/i, '$1$2').replace(/[?#].*$/s, '');
}
