import type { RegistryId } from '../types/registry-id.ts';

/** A service that packages were published to, and that was shut down. */
export interface RetiredEndpoint {
  readonly id: string;
  readonly registry: RegistryId;
  /** As it stands in files. */
  readonly texts: readonly string[];
  /** What contains one of these and is not meant: where things are read from. Counts where a POM says where to deploy. */
  readonly unless: readonly string[];
  /** Files to look into, by the end of their path; all where it is absent. */
  readonly only?: readonly string[];
  /** What a person would call it. */
  readonly names: string;
  /** What became of it and when, as far as its keeper says so. */
  readonly fate: string;
  readonly steps: readonly string[];
  /** An address that answers in the same way; absent where more than an address has to change. */
  readonly successor?: Successor;
  /** The first is where its end was announced. */
  readonly links: readonly string[];
}

interface Successor {
  /** As it stands in files; the longer ones first. */
  readonly from: readonly string[];
  readonly to: string;
  /** What has to be done elsewhere before. */
  readonly first: readonly string[];
}

const retiredEndpoints: readonly RetiredEndpoint[] = [
  {
    id: 'ossrh',
    registry: 'maven-central',
    texts: ['oss.sonatype.org'],
    unless: ['oss.sonatype.org/content/', 'oss.sonatype.org/#'],
    names: 'OSSRH (`oss.sonatype.org`)',
    fate: 'it was shut down on 2025-06-30',
    steps: [
      'Publish through the Central Portal: with `central-publishing-maven-plugin` for Maven, with a plugin that knows the Portal for Gradle and sbt.',
      'Where the plugin has to stay for now, let it talk to `https://ossrh-staging-api.central.sonatype.com` instead, which answers in the old way.',
      'Generate a user token on central.sonatype.com: tokens of OSSRH do not work there.',
      'Publish one release and see that it arrives; then delete the secrets of the old account.',
    ],
    successor: {
      from: ['https://s01.oss.sonatype.org/service/local', 'https://oss.sonatype.org/service/local'],
      to: 'https://ossrh-staging-api.central.sonatype.com/service/local',
      first: [
        'Sign in to central.sonatype.com with the account of OSSRH and see that the namespace is listed there.',
        'Generate a user token there and store its name and password in place of those of OSSRH, as secrets of the environment that publishes: tokens of OSSRH do not work there.',
      ],
    },
    links: [
      'https://central.sonatype.org/news/20250326_ossrh_sunset/',
      'https://central.sonatype.org/publish/publish-portal-maven/',
      'https://central.sonatype.org/publish/generate-portal-token/',
    ],
  },
  {
    id: 'nexus-staging-maven-plugin',
    registry: 'maven-central',
    texts: ['<artifactId>nexus-staging-maven-plugin</artifactId>'],
    unless: [],
    only: ['.xml'],
    names: '`nexus-staging-maven-plugin`',
    fate: 'it publishes to OSSRH, which was shut down on 2025-06-30',
    steps: [
      'Replace `nexus-staging-maven-plugin` by `central-publishing-maven-plugin`, with `publishingServerId` set to the server of your `settings.xml`.',
      'Generate a user token on central.sonatype.com: tokens of OSSRH do not work there.',
      'Publish one release and see that it arrives; then delete the secrets of the old account.',
    ],
    links: [
      'https://central.sonatype.org/news/20250326_ossrh_sunset/',
      'https://central.sonatype.org/publish/publish-portal-maven/',
    ],
  },
  {
    id: 'docker.pkg.github.com',
    registry: 'ghcr',
    texts: ['docker.pkg.github.com'],
    unless: [],
    names: 'the Docker registry of GitHub Packages (`docker.pkg.github.com`)',
    fate: 'the container registry at `ghcr.io` has taken its place',
    steps: [
      'Push to `ghcr.io/OWNER/IMAGE` instead, and sign in there with the token of the job and `packages: write`.',
      'Update what pulls the image.',
    ],
    links: [
      'https://docs.github.com/packages/working-with-a-github-packages-registry/migrating-to-the-container-registry-from-the-docker-registry',
    ],
  },
  {
    id: 'pypi.python.org',
    registry: 'pypi',
    texts: ['pypi.python.org/pypi'],
    unless: ['pypi.python.org/pypi/'],
    names: 'the old upload address of PyPI (`pypi.python.org/pypi`)',
    fate: 'uploads are taken at `upload.pypi.org` only',
    steps: ['Remove the address: every current tool uploads to `https://upload.pypi.org/legacy/` by itself.'],
    successor: {
      from: ['https://pypi.python.org/pypi'],
      to: 'https://upload.pypi.org/legacy/',
      first: [],
    },
    links: ['https://packaging.python.org/guides/migrating-to-pypi-org/'],
  },
  {
    id: 'bintray',
    registry: 'maven-central',
    texts: ['api.bintray.com', 'com.jfrog.bintray', 'dl.bintray.com'],
    unless: [],
    names: 'Bintray',
    fate: 'it was shut down in 2021',
    steps: [
      'Remove the plugin or the address.',
      'Publish to Maven Central through the Central Portal, or to a registry of your own.',
    ],
    links: ['https://jfrog.com/blog/into-the-sunset-bintray-jcenter-gocenter-and-chartcenter/'],
  },
];

/** Every line of a file that names a retired service; what is commented out does not count. */
export function mentionsIn(
  text: string,
  path: string,
): readonly { readonly endpoint: RetiredEndpoint; readonly line: number }[] {
  const candidates = retiredEndpoints.filter(
    ({ texts, only }) =>
      texts.some((each) => text.includes(each)) && (only === undefined || only.some((end) => path.endsWith(end))),
  );
  if (candidates.length === 0) return [];
  return linesOf(text, path.endsWith('.xml')).flatMap(({ content, deploys }, index) =>
    candidates
      .filter(({ texts, unless }) => {
        const rest = deploys ? content : unless.reduce((left, other) => left.replaceAll(other, ''), content);
        return texts.some((each) => rest.includes(each));
      })
      .map((endpoint) => ({ endpoint, line: index + 1 })),
  );
}

interface Line {
  /** Empty where the line is a comment. */
  readonly content: string;
  /** It stands in a POM's distributionManagement. */
  readonly deploys: boolean;
}

function linesOf(text: string, isXml: boolean): readonly Line[] {
  if (!isXml)
    return text.split('\n').map((line) => ({ content: /^\s*(?:#|\/\/|\*|;)/.test(line) ? '' : line, deploys: false }));
  let commented = false;
  let deploys = false;
  return text.split('\n').map((line) => {
    const wasCommented = commented;
    const opens = line.lastIndexOf('<!--');
    const closes = line.lastIndexOf('-->');
    if (opens !== closes) commented = opens > closes;
    const content = wasCommented || opens !== -1 ? '' : line;
    if (content.includes('<distributionManagement>')) deploys = true;
    const found = { content, deploys };
    if (content.includes('</distributionManagement>')) deploys = false;
    return found;
  });
}
