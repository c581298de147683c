import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readManifests } from '../../../src/registries/maven-central/manifests.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';

function read(files: Readonly<Record<string, string>>) {
  return readManifests(memoryFiles(files));
}

/** `name` for what is published, `-name` for what is not. */
function names(files: Readonly<Record<string, string>>): string[] {
  return read(files).packages.map(({ name, publishable }) => `${publishable ? '' : '-'}${name}`);
}

const known = '<licenses><license><name>MIT</name></license></licenses>';

function pom(content: string): string {
  return `<?xml version="1.0"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0">\n${known}${content}\n</project>`;
}

describe('pom.xml', () => {
  const parent = pom(
    `<groupId>org.acme</groupId><artifactId>acme-parent</artifactId><version>\${revision}</version><packaging>pom</packaging>
     <properties><revision>2.1.0</revision><part>core</part></properties>
     <scm><url>scm:git:https://github.com/acme/acme.git</url></scm>
     <modules><module>core</module></modules>
     <profiles><profile><id>all</id><modules><module>extra/pom.xml</module></modules></profile></profiles>`,
  );
  const isChild = '<parent><groupId>org.acme</groupId><artifactId>acme-parent</artifactId><version>2.1.0</version>';

  it('inherits group and version, never the artifact', () => {
    const { packages, problems } = read({
      'pom.xml': parent,
      'core/pom.xml': pom(`${isChild}</parent>\n<artifactId>acme-\${part}</artifactId>`),
      'extra/pom.xml': pom(`${isChild}</parent>`),
    });
    expect(problems).toEqual([]);
    expect(packages).toEqual([
      {
        registry: 'maven-central',
        name: 'org.acme:acme-core',
        path: 'core/pom.xml',
        directory: 'core',
        line: 4,
        publishable: true,
        destination: null,
        version: '2.1.0',
        provenance: null,
        workspace: 'pom.xml',
        repository: 'https://github.com/acme/acme',
      },
      expect.objectContaining({ name: 'org.acme:acme-parent', workspace: 'pom.xml', version: '2.1.0', directory: '' }),
    ]);
  });

  it('finds modules of profiles and parents by their relative path', () => {
    const { packages } = read({
      'pom.xml': parent,
      'extra/pom.xml': pom(`${isChild}<relativePath>../pom.xml</relativePath></parent><artifactId>extra</artifactId>`),
      'alone/pom.xml': pom(`${isChild}<relativePath/></parent><artifactId>alone</artifactId>`),
    });
    expect(packages.map(({ name, workspace, repository }) => [name, workspace, repository])).toEqual([
      ['org.acme:alone', null, null],
      ['org.acme:extra', 'pom.xml', 'https://github.com/acme/acme'],
      ['org.acme:acme-parent', 'pom.xml', 'https://github.com/acme/acme'],
    ]);
  });

  it.each([
    ['a property', '<properties><maven.deploy.skip>true</maven.deploy.skip></properties>'],
    [
      'the deploy plugin',
      '<properties><no>true</no></properties><build><plugins><plugin><artifactId>maven-deploy-plugin</artifactId><configuration><skip>${no}</skip></configuration></plugin></plugins></build>',
    ],
    [
      "the central plugin's list",
      '<build><plugins><plugin><artifactId>central-publishing-maven-plugin</artifactId><configuration><excludeArtifacts><excludeArtifact>a</excludeArtifact></excludeArtifacts></configuration></plugin></plugins></build>',
    ],
  ])('is not published where %s says so', (_, setting) => {
    expect(names({ 'pom.xml': pom(`<groupId>g</groupId><artifactId>a</artifactId>${setting}`) })).toEqual(['-g:a']);
  });

  it('is published by the central plugin although the deploy plugin is told to skip', () => {
    const skip =
      '<pluginManagement><plugins><plugin><artifactId>maven-deploy-plugin</artifactId><configuration><skip>true</skip></configuration></plugin></plugins></pluginManagement>';
    const central =
      '<plugins><plugin><artifactId>central-publishing-maven-plugin</artifactId><inherited>false</inherited></plugin></plugins>';
    const root = `<groupId>g</groupId><artifactId>root</artifactId><modules><module>a</module></modules><build>${skip}${central}</build>`;
    const child = '<parent><groupId>g</groupId><artifactId>root</artifactId></parent><artifactId>a</artifactId>';
    expect(names({ 'pom.xml': pom(root), 'a/pom.xml': pom(child) })).toEqual(['-g:a', 'g:root']);
  });

  it('is not published when nobody would know whose it is', () => {
    expect(names({ 'pom.xml': '<project><groupId>g</groupId><artifactId>a</artifactId></project>' })).toEqual(['-g:a']);
  });

  it('names another repository, and none for Sonatype or a folder', () => {
    const to = (url: string) =>
      read({
        'pom.xml': pom(
          `<groupId>g</groupId><artifactId>a</artifactId><distributionManagement><repository><url>${url}</url></repository></distributionManagement>`,
        ),
      }).packages[0]?.destination;
    expect(to('https://maven.example.com/releases')).toBe('https://maven.example.com/releases');
    expect(to('https://oss.sonatype.org/service/local/staging/deploy/maven2')).toBeNull();
    expect(to('https://sonatype.org.example.com/x')).toBe('https://sonatype.org.example.com/x');
    expect(to('file://${project.build.directory}/staging')).toBeNull();
  });

  it('leaves out what needs other files, templates of archetypes and cycles of properties', () => {
    expect(
      names({
        'pom.xml': pom('<groupId>${unknown}</groupId><artifactId>a</artifactId>'),
        'src/main/resources/archetype-resources/pom.xml': pom('<groupId>g</groupId><artifactId>b</artifactId>'),
        'c/pom.xml': pom(
          '<groupId>${x}</groupId><artifactId>c</artifactId><properties><x>${y}</y></properties>'
            .replace('</y>', '</x>')
            .replace('</properties>', '<y>${x}${x}</y></properties>'),
        ),
      }),
    ).toEqual([]);
  });

  it('does not publish a build that lies aside, unless the project has it as a module', () => {
    const example = pom('<groupId>g</groupId><artifactId>x</artifactId>');
    expect(names({ 'examples/pom.xml': example })).toEqual(['-g:x']);
    const root = pom('<groupId>g</groupId><artifactId>r</artifactId><modules><module>examples</module></modules>');
    expect(names({ 'examples/pom.xml': example, 'pom.xml': root })).toEqual(['g:x', 'g:r']);
  });

  it('reports a broken file with its line and reads the others', () => {
    const { packages, problems } = read({
      'pom.xml': pom('<groupId>g</groupId><artifactId>a</artifactId>'),
      'b/pom.xml': '<project>\n<groupId>g</wrong>\n</project>',
      'c/pom.xml': '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]><project><groupId>&x;</groupId></project>',
    });
    expect(packages.map(({ name }) => name)).toEqual(['g:a']);
    expect(problems.map(({ path, line }) => [path, line])).toEqual([
      ['b/pom.xml', 2],
      ['c/pom.xml', null],
    ]);
  });

  it('expands no entity that a document declares', () => {
    const declared = `<!DOCTYPE p [<!ENTITY x "evil">]>\n<project>${known}<groupId>g&x;</groupId><artifactId>a</artifactId></project>`;
    expect(names({ 'pom.xml': declared })).toEqual([]);
  });
});

function withCoordinates(call: string): Record<string, string> {
  return {
    'gradle.properties': 'where=org.acme\nwhat=lib',
    'build.gradle.kts': `plugins { id("com.vanniktech.maven.publish") version "0.30.0" }\ngroup = "org.acme"\nval part = "lib"\nmavenPublishing {\n  ${call}\n}`,
  };
}

describe('Gradle', () => {
  it("reads vanniktech's properties, the module's before the root's", () => {
    const { packages } = read({
      'settings.gradle': "rootProject.name = 'all'\ninclude ':core', ':tools:cli'\n",
      'gradle.properties': 'GROUP=org.acme\nVERSION_NAME=1.4.0\nPOM_SCM_URL=https://github.com/acme/acme/\n',
      'core/gradle.properties': '# name\nPOM_ARTIFACT_ID = acme-core\n',
      'core/build.gradle': "plugins { id 'java-library' }",
      'tools/cli/build.gradle': "apply plugin: 'com.vanniktech.maven.publish'",
    });
    expect(
      packages.map(({ name, path, workspace, version, repository }) => [name, path, workspace, version, repository]),
    ).toEqual([
      ['org.acme:acme-core', 'core/build.gradle', 'settings.gradle', '1.4.0', 'https://github.com/acme/acme'],
      ['org.acme:cli', 'tools/cli/build.gradle', 'settings.gradle', '1.4.0', 'https://github.com/acme/acme'],
    ]);
  });

  it.each([
    ['by position', 'coordinates("org.acme", "lib", "1.0")'],
    ['by name', 'coordinates(artifactId = "lib", groupId = "org.acme", version = "1.0")'],
    ['in part', 'coordinates(artifactId = "lib")'],
    ['from expressions', 'coordinates(project.group.toString(), part, version as String)'],
    ['from properties', 'coordinates(property("where") as String, providers.gradleProperty("what").get())'],
    ['from strings that are filled in', 'coordinates("$group", "${project.part}")'],
    ['from a variable', 'coordinates(group.toString(), part)'],
    ['without brackets', "coordinates 'org.acme', 'lib'"],
    ['over several lines', 'coordinates(\n    groupId = "org.acme", // ours\n    artifactId = "lib",\n  )'],
  ])('reads coordinates %s', (_, call) => {
    expect(names(withCoordinates(call))).toEqual(['org.acme:lib']);
  });

  it('takes the version from the coordinates before the properties', () => {
    const versionOf = (call: string) =>
      read({ ...withCoordinates(call), 'gradle.properties': 'VERSION_NAME=2.0' }).packages[0]?.version;
    expect(versionOf('coordinates("org.acme", "lib", "3.1")')).toBe('3.1');
    expect(versionOf('coordinates("org.acme", "lib")')).toBe('2.0');
  });

  it.each(['name.removePrefix("x")', 'if (snapshot) "a" else "b"', '"${compute("x")}"', 'missing', '"lib" to "x"'])(
    'claims nothing for an artifact that has to be run to be known: %s',
    (artifact) => {
      expect(names(withCoordinates(`coordinates("org.acme", ${artifact})`))).toEqual([]);
    },
  );

  it('reads publications with and without ids of their own', () => {
    const script = `
      plugins { \`maven-publish\`; signing }
      group = "org.acme"
      tasks.register("x") { group = "verification" }
      publishing {
        publications {
          create<MavenPublication>("main") { from(components["java"]) }
          register("bom", MavenPublication::class) {
            groupId = "org.acme.bom"
            artifactId = "\${rootProject.name}-bom"
            pom { withXml { artifactId = "wrong" } }
          }
        }
      }`;
    const { packages } = read({ 'settings.gradle.kts': 'rootProject.name = "acme"', 'build.gradle.kts': script });
    expect(packages.map(({ name, line }) => [name, line])).toEqual([
      ['org.acme.bom:acme-bom', 10],
      ['org.acme:acme', 1],
    ]);
  });

  it('applies what the root says of all, of some by name, and not of what waits for a plugin', () => {
    const settings = 'include("a", "b", "c")\nproject(":b").projectDir = file("libs/bee")\nproject(":c").name = "sea"';
    const root = `
      allprojects { group = "org.acme" }
      subprojects { plugins.withId("maven-publish") { publishing { repositories { maven { url = uri("x") } } } } }
      project(":b") { apply(plugin = "maven-publish") }`;
    const files = {
      'settings.gradle.kts': settings,
      'build.gradle.kts': root,
      'a/build.gradle.kts': '',
      'libs/bee/build.gradle.kts': '',
      'c/build.gradle.kts': 'plugins { id("acme.publishing") }',
    };
    expect(names(files)).toEqual(['org.acme:sea', 'org.acme:b']);
    expect(names({ ...files, 'build.gradle.kts': `${root}\nsubprojects { apply(plugin = "maven-publish") }` })).toEqual(
      ['org.acme:a', 'org.acme:sea', 'org.acme:b'],
    );
  });

  it('follows convention plugins, applied scripts and version catalogs of the repository', () => {
    expect(
      names({
        'settings.gradle.kts': 'include("a", "b", "c")',
        'gradle/libs.versions.toml':
          '[plugins]\nto-central = { id = "com.vanniktech.maven.publish", version = "0.30" }\n',
        'gradle/release.gradle': "apply plugin: 'maven-publish'\ngroup = 'org.acme.script'",
        'build-logic/src/main/kotlin/acme/library.gradle.kts': 'plugins { id("acme.base") }\npublishing {}',
        'build-logic/src/main/kotlin/acme/base.gradle.kts': 'package acme\ngroup = "org.acme.base"',
        'a/build.gradle.kts': 'plugins { id("acme.library") }',
        'b/build.gradle': 'apply from: "$rootDir/gradle/release.gradle"',
        'c/build.gradle.kts': 'plugins { alias(libs.plugins.to.central) }\ngroup = "org.acme.catalog"',
      }),
    ).toEqual(['org.acme.base:a', 'org.acme.script:b', 'org.acme.catalog:c']);
  });

  it.each([
    ['plugins { id("com.vanniktech.maven.publish") version "1" apply false }'],
    ['// plugins { id("maven-publish") }'],
    ['/* publishing { } */'],
    ['val text = """publishing { }"""'],
    ['plugins { id("com.gradle.plugin-publish") version "1.3" }'],
    ['plugins { id("io.github.gradle-nexus.publish-plugin") }\nnexusPublishing { }'],
    ['gradlePlugin { plugins { create("x") { id = "org.acme.publish" } } }'],
  ])('does not take %s for publishing', (script) => {
    expect(
      names({ 'settings.gradle': 'rootProject.name = "x"', 'build.gradle.kts': `group = "org.acme"\n${script}` }),
    ).toEqual([]);
  });

  it('names another repository only where all of them are known and none uploads to Maven Central', () => {
    const to = (more: string) =>
      read({
        'settings.gradle': 'rootProject.name = "x"',
        'build.gradle': `group 'g'\napply plugin: 'maven-publish'\npublishing { repositories { maven { url = "https://maven.example.com/x" } ${more} } }`,
      }).packages[0]?.destination;
    expect(to('')).toBe('https://maven.example.com/x');
    expect(to('\n maven { url = System.getenv("URL") }')).toBeNull();
    expect(to('} }\n apply plugin: "org.jreleaser"\n x { y {')).toBeNull();
  });

  it('takes projects that settings include by code, and publishes what lies aside only where it asks for it', () => {
    const { packages } = read({
      'settings.gradle': "include 'docs', 'examples'\n['a', 'b'].each { include \"libs:lib-$it\" }",
      'build.gradle': "subprojects { if (it.name != 'docs') { apply plugin: 'maven-publish' }\n group = 'g' }",
      'libs/lib-a/build.gradle': '',
      'docs/build.gradle': '',
      'examples/build.gradle': "apply plugin: 'maven-publish'",
    });
    expect(packages.map(({ name, publishable, workspace }) => [name, publishable, workspace])).toEqual([
      ['g:docs', false, 'settings.gradle'],
      ['g:examples', true, 'settings.gradle'],
      ['g:lib-a', true, 'settings.gradle'],
    ]);
  });

  it('claims nothing where the group is computed, or the root has no name', () => {
    expect(names({ 'a/build.gradle': "apply plugin: 'maven-publish'\ngroup = compute()" })).toEqual([]);
    expect(names({ 'build.gradle': "apply plugin: 'maven-publish'\ngroup = 'g'" })).toEqual([]);
  });
});

describe('sbt', () => {
  it('adds the Scala version and leaves out what is not published', () => {
    const build = `
      val scala3 = "3.3.4"
      ThisBuild / organization := "org.acme"
      ThisBuild / crossScalaVersions := Seq("2.13.15", scala3)
      lazy val root = (project in file(".")).aggregate(core).settings(publish / skip := true)
      lazy val core = (project in file("modules/core")).settings(
        name := "Acme Core",
      )
      lazy val java = project.settings(crossPaths := false).enablePlugins(NoPublishPlugin)`;
    const { packages } = read({ 'build.sbt': build });
    expect(packages.map(({ name, publishable, directory, line }) => [name, publishable, directory, line])).toEqual([
      ['org.acme:acme-core_2.13', true, 'modules/core', 7],
      ['org.acme:acme-core_3', true, 'modules/core', 7],
      ['org.acme:java', false, 'java', 9],
      ['org.acme:root_2.13', false, '', 5],
      ['org.acme:root_3', false, '', 5],
    ]);
  });
});

describe('any text', () => {
  const bits = fc.constantFrom(
    '{',
    '}',
    '(',
    ')',
    '"',
    "'",
    '"""',
    '/',
    '\\',
    '${',
    '$',
    '\n',
    '//',
    '/*',
    '*/',
    'publishing',
    'include',
    'group',
    '=',
    ':a',
    'coordinates',
    ',',
    '<',
    '>',
    '<project>',
    '&',
    'val',
    '`',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(bits, { maxLength: 60 }).map((parts) => parts.join('')),
  );

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'pom.xml',
          'build.gradle',
          'settings.gradle.kts',
          'gradle.properties',
          'build.sbt',
          'gradle/libs.versions.toml',
        ),
        texts,
        (path, text) => {
          const { packages } = read({ [path]: text, 'a/build.gradle': 'publishing {}\ngroup = "g"' });
          for (const { name } of packages) expect(name).toMatch(/^[\w.-]+:[\w.-]+$/);
        },
      ),
    );
  });

  it.each([
    ['build.gradle.kts', '{'.repeat(200_000)],
    ['build.gradle.kts', '(/${'.repeat(100_000)],
    ['build.gradle.kts', `x(${'{}'.repeat(60_000)}${' y'.repeat(60_000)})`],
    ['build.gradle.kts', `publishing {}\ngroup = "${'$a'.repeat(100_000)}"\na = "$b$b"\nb = "$a$a"`],
    ['settings.gradle', `include("${':a'.repeat(200_000)}")`],
    ['gradle.properties', '\\\n'.repeat(200_000)],
    ['build.sbt', 'lazy val a = project in file("a") '.repeat(10_000)],
    ['pom.xml', '<a>'.repeat(200_000)],
    ['pom.xml', `<project><properties>${'<p>x</p>'.repeat(50_000)}</properties></project>`],
  ])('is read to its end: %s', (path, text) => {
    expect(read({ [path]: text })).toHaveProperty('packages');
  });
});
