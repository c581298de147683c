import { describe, expect, it } from 'vitest';
import { file, mapOf, type Tree } from './map-of.ts';

const pom = (version: string): Tree => ({
  'pom.xml': `<project><groupId>org.example</groupId><artifactId>bean</artifactId><version>${version}</version><name>Bean</name><description>A bean</description><url>https://example.org</url><licenses><license><name>MIT</name></license></licenses><developers><developer><name>Octo</name></developer></developers><scm><url>https://example.org</url></scm><build><plugins><plugin><groupId>org.sonatype.central</groupId><artifactId>central-publishing-maven-plugin</artifactId></plugin></plugins></build></project>`,
});

const deploy = (name: string, on: string): Tree => ({
  [`.github/workflows/${name}.yml`]: file(`
    on: ${on}
    jobs:
      deploy:
        runs-on: ubuntu-latest
        steps: [{ run: mvn deploy }]
  `),
});

async function goes(tree: Tree): Promise<readonly string[]> {
  const { publications, elsewhere } = await mapOf(tree);
  return [
    ...publications.map(({ registry, packages, site }) => `${registry} ${packages.join()} by ${site?.workflow.path}`),
    ...elsewhere.map(({ name, workflow }) => `${name} by ${workflow.path}`),
  ];
}

describe('a Maven deployment', () => {
  it('is a release by tag', async () => {
    expect(await goes({ ...pom('1.0.0'), ...deploy('publish', '{ push: { tags: ["v*"] } }') })).toEqual([
      'maven-central org.example:bean by .github/workflows/publish.yml',
    ]);
  });

  it('is a snapshot by its version, where a branch alone starts it', async () => {
    const snapshot = pom('1.1.0-SNAPSHOT');
    expect(await goes({ ...snapshot, ...deploy('build', '{ push: { branches: [main] } }') })).toEqual([
      'Maven Central snapshots by .github/workflows/build.yml',
    ]);
    expect(await goes({ ...snapshot, ...deploy('build', 'workflow_dispatch') })).toEqual([
      'maven-central org.example:bean by .github/workflows/build.yml',
    ]);
  });

  it('is a snapshot by its name', async () => {
    expect(await goes({ ...pom('1.0.0'), ...deploy('snapshot', 'workflow_dispatch') })).toEqual([
      'Maven Central snapshots by .github/workflows/snapshot.yml',
    ]);
  });

  it('is a snapshot on every push beside another one on tags', async () => {
    const tree = { ...pom('${revision}'), ...deploy('build', '{ push: { branches: [main] } }') };
    expect(await goes(tree)).toEqual(['maven-central org.example:bean by .github/workflows/build.yml']);
    expect(await goes({ ...tree, ...deploy('ship', '{ push: { tags: ["*"] } }') })).toEqual([
      'maven-central org.example:bean by .github/workflows/ship.yml',
      'Maven Central snapshots by .github/workflows/build.yml',
    ]);
  });
});
