import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { codeWords } from '../registries/plain.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Subject } from '../types/subject.ts';
import type { Remediation } from './control.ts';
import { type PackageAnswer, unreadPackage } from './package-answers.ts';
import { packageControlOf } from './package-control.ts';
import { type PackageSource, sourceOf } from './package-source.ts';

/** Do the registry's metadata of each package point back to this repository? */
export const packageLink = packageControlOf({
  id: 'package-link',
  title: 'The registry points back to this repository',
  asks: "Do the registry's metadata of each package that is published here point back to this repository?",
  principles: ['general.1.typosquatting'],
  severity: 'medium',
  why: 'Whoever wants to know where a package comes from follows the link that its registry shows. Where it is missing or leads elsewhere, nobody can tell the package from an imitation, and no tool can compare what was published with its source.',
  evidence: ['registry', 'attestations'],

  judge: (about, { evidence }) =>
    unreadPackage(about) ?? answerFor(about, sourceOf(about, evidence.subject), evidence.subject),
});

function answerFor(about: PackageEvidence, source: PackageSource, subject: Subject): PackageAnswer {
  const { name, registry } = about;
  switch (source.kind) {
    case 'proved':
      return { verdict: 'pass', says: 'its releases are proved to be built in this repository' };
    case 'claimed':
      return { verdict: 'pass', says: 'its metadata name this repository, which is a claim and no proof' };
    case 'sibling':
      return {
        verdict: 'pass',
        says: `its metadata name ${codeWords(source.repository)}, which has the same owner as this repository`,
      };
    case 'elsewhere':
      return {
        verdict: 'fail',
        says: elsewhereWords(source),
        key: ['elsewhere', name],
        remediation: linkHere(registry, subject, [
          'If this repository is a fork, a copy or a mirror, take the publishing workflow out of it: the package is not its own.',
        ]),
      };
    case 'nowhere':
      return {
        verdict: 'fail',
        says: 'its metadata name no repository on GitHub',
        severity: 'low',
        key: ['nowhere', name],
        remediation: linkHere(registry, subject, []),
      };
    case 'untold':
      return {
        verdict: 'unknown',
        says: "this repository's own name is not known, so nothing can be compared with what the metadata name",
        settles: 'Audit a checkout whose remote is on GitHub, or the repository by its name.',
      };
  }
}

/** Where a package leads that does not lead here. */
export function elsewhereWords({ repository, isProved }: Extract<PackageSource, { kind: 'elsewhere' }>): string {
  const other = repository === null ? 'another repository' : codeWords(repository);
  return isProved
    ? `its releases are proved to be built in another repository${repository === null ? '' : `; its metadata name ${other}`}`
    : `its metadata name ${other}, not this repository`;
}

function linkHere(registry: RegistryId, { repository }: Subject, first: readonly string[]): Remediation {
  const url = `https://github.com/${repository ?? 'OWNER/REPOSITORY'}`;
  const { step, link } = (fields[registry] ?? general)(url);
  return {
    steps: [...first, step, 'Publish one release, and check that the page of the package shows the link.'],
    links: link === undefined ? [] : [link],
  };
}

type Field = (url: string) => { readonly step: string; readonly link?: string };

const general: Field = (url) => ({ step: `Let the metadata of the package name ${codeWords(url)} as its source.` });

/** Where each ecosystem's manifest names its source. */
const fields: { readonly [registry in RegistryId]?: Field } = {
  npm: (url) => ({
    step: `In \`package.json\`, write as GitHub spells it, upper and lower case included: ${codeWords(`"repository": "git+${url}.git"`)}.`,
    link: 'https://docs.npmjs.com/cli/v11/configuring-npm/package-json#repository',
  }),
  pypi: (url) => ({
    step: `In \`pyproject.toml\`, under \`[project.urls]\`, write ${codeWords(`Repository = "${url}"`)}.`,
    link: 'https://packaging.python.org/en/latest/specifications/well-known-project-urls/',
  }),
  'crates.io': (url) => ({
    step: `In \`Cargo.toml\`, under \`[package]\`, write ${codeWords(`repository = "${url}"`)}.`,
    link: 'https://doc.rust-lang.org/cargo/reference/manifest.html#the-repository-field',
  }),
  'maven-central': (url) => ({
    step: `In the \`pom.xml\` that is published, write ${codeWords(`<scm><url>${url}</url></scm>`)}.`,
    link: 'https://central.sonatype.org/publish/requirements/#scm-information',
  }),
  packagist: (url) => ({
    step: `On packagist.org, edit the package and let its repository URL be ${codeWords(url)}.`,
    link: 'https://packagist.org/about',
  }),
  rubygems: (url) => ({
    step: `In the gemspec, write ${codeWords(`spec.metadata['source_code_uri'] = '${url}'`)}.`,
    link: 'https://guides.rubygems.org/specification-reference/#metadata',
  }),
  nuget: (url) => ({
    step: `In the project file, write ${codeWords(`<RepositoryUrl>${url}</RepositoryUrl>`)} and \`<PublishRepositoryUrl>true</PublishRepositoryUrl>\`.`,
    link: 'https://learn.microsoft.com/nuget/reference/msbuild-targets#pack-target',
  }),
  'pub.dev': (url) => ({
    step: `In \`pubspec.yaml\`, write ${codeWords(`repository: ${url}`)}.`,
    link: 'https://dart.dev/tools/pub/pubspec#repository',
  }),
  jsr: (url) => ({
    step: `In the settings of the package on jsr.io, link it to ${codeWords(url)}.`,
    link: 'https://jsr.io/docs/publishing-packages#publishing-from-github-actions',
  }),
  hex: (url) => ({
    step: `In \`mix.exs\`, under \`package\`, write ${codeWords(`links: %{"GitHub" => "${url}"}`)}.`,
    link: 'https://hex.pm/docs/publish',
  }),
};
