import { expect, test } from 'vitest';
import { retiredEndpoint } from '../../src/controls/retired-endpoint.ts';
import { judge } from './judge.ts';
import { npmRepository, workflowOf } from './publishing-fixtures.ts';

function pom(...lines: readonly string[]): string {
  return [
    '<project>',
    '  <groupId>test.octo</groupId>',
    '  <artifactId>demo</artifactId>',
    '  <version>1.0.0</version>',
    ...lines.map((line) => `  ${line}`),
    '</project>',
    '',
  ].join('\n');
}

const deploy = {
  '.github/workflows/release.yml': workflowOf([
    '- run: mvn deploy',
    '  env:',
    '    X: ${{ secrets.SONATYPE_PASSWORD }}',
  ]),
};

test('a POM that deploys to OSSRH fails at its lines', async () => {
  const judgements = await judge(retiredEndpoint, {
    ...deploy,
    'pom.xml': pom(
      '<distributionManagement>',
      '  <snapshotRepository><url>https://oss.sonatype.org/content/repositories/snapshots</url></snapshotRepository>',
      '  <repository><url>https://s01.oss.sonatype.org/service/local/staging/deploy/maven2/</url></repository>',
      '</distributionManagement>',
    ),
  });
  expect(judgements).toMatchObject([
    {
      verdict: 'fail',
      key: ['ossrh'],
      locations: [
        { path: 'pom.xml', line: 6 },
        { path: 'pom.xml', line: 7 },
      ],
    },
  ]);
  expect(judgements[0]?.reason).toContain('2025-06-30');
  expect(judgements[0]?.remediation?.links[0]).toContain('central.sonatype.org');
});

test('nexus-staging-maven-plugin fails as well', async () => {
  const judgements = await judge(retiredEndpoint, {
    ...deploy,
    'pom.xml': pom(
      '<build><plugins><plugin><artifactId>nexus-staging-maven-plugin</artifactId></plugin></plugins></build>',
    ),
  });
  expect(judgements).toMatchObject([{ verdict: 'fail', key: ['nexus-staging-maven-plugin'] }]);
});

test.each([
  [
    'the compatibility host',
    'build.gradle',
    'nexusUrl = "https://ossrh-staging-api.central.sonatype.com/service/local/"',
  ],
  ['what is only read', 'build.gradle', 'maven { url "https://oss.sonatype.org/content/repositories/releases" }'],
  ['what is commented out', 'pom.xml', pom('<!--', '<url>https://oss.sonatype.org/service/local</url>', '-->')],
  ['a comment', 'build.gradle', '// nexusUrl = "https://oss.sonatype.org/service/local/"'],
  ['the upload host of PyPI', '.pypirc', '[pypi]\nrepository = https://upload.pypi.org/legacy/'],
  ['TestPyPI', '.pypirc', '[test]\nrepository = https://test.pypi.org/legacy/'],
  ['a page of an old project', 'setup.cfg', 'url = https://pypi.python.org/pypi/demo'],
  ['examples', 'examples/build.gradle', 'nexusUrl = "https://oss.sonatype.org/service/local/"'],
])('not meant: %s', async (_name, path, text) => {
  expect(await judge(retiredEndpoint, { ...npmRepository(), [path]: `${text}\n` })).toMatchObject([
    { verdict: 'pass' },
  ]);
});

test.each([
  ['build.gradle.kts', 'nexusUrl.set(uri("https://s01.oss.sonatype.org/service/local/"))', 'ossrh'],
  [
    'build.sbt',
    'publishTo := Some("releases" at "https://oss.sonatype.org/service/local/staging/deploy/maven2")',
    'ossrh',
  ],
  ['jreleaser.yml', '        url: https://s01.oss.sonatype.org/service/local', 'ossrh'],
  ['.github/workflows/image.yml', 'env:\n  HOST: docker.pkg.github.com', 'docker.pkg.github.com'],
  ['.pypirc', 'repository = https://pypi.python.org/pypi', 'pypi.python.org'],
  ['build.gradle', "id 'com.jfrog.bintray' version '1.8.5'", 'bintray'],
])('retired in %s', async (path, text, id) => {
  const judgements = await judge(retiredEndpoint, { ...npmRepository(), [path]: `${text}\n` });
  expect(judgements).toMatchObject([{ verdict: 'fail', key: [id], registry: null }]);
});
