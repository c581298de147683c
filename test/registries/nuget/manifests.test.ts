import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readManifests } from '../../../src/registries/nuget/manifests.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';

function read(files: Readonly<Record<string, string>>) {
  return readManifests(memoryFiles(files));
}

/** `name` for what is published, `-name` for what is not. */
function names(files: Readonly<Record<string, string>>): string[] {
  return read(files).packages.map(({ name, publishable }) => `${publishable ? '' : '-'}${name}`);
}

function project(properties: string, items = '', sdk = 'Microsoft.NET.Sdk'): string {
  return `<Project Sdk="${sdk}">\n<PropertyGroup>\n${properties}\n</PropertyGroup>\n<ItemGroup>${items}</ItemGroup>\n</Project>`;
}

function props(content: string): string {
  return `<Project>${content}</Project>`;
}

function group(properties: string, condition = ''): string {
  return `<PropertyGroup${condition === '' ? '' : ` Condition="${condition}"`}>${properties}</PropertyGroup>`;
}

describe('projects', () => {
  it('are named by their id, with what their files tell', () => {
    const { packages, problems } = read({
      'Acme.sln':
        'Microsoft Visual Studio Solution File\nProject("{F}") = "Acme", "src\\Acme\\Acme.csproj", "{0}"\nEndProject\n',
      'Directory.Build.props': props(
        group('<Version>2.1.0</Version><RepositoryUrl>https://github.com/acme/acme</RepositoryUrl>'),
      ),
      'src/Acme/Acme.csproj': project('<AssemblyName>Other</AssemblyName>\n<PackageId>Acme.Core</PackageId>'),
    });
    expect(problems).toEqual([]);
    expect(packages).toEqual([
      {
        registry: 'nuget',
        name: 'Acme.Core',
        path: 'src/Acme/Acme.csproj',
        directory: 'src/Acme',
        line: 4,
        publishable: true,
        destination: null,
        version: '2.1.0',
        provenance: null,
        workspace: 'Acme.sln',
        repository: 'https://github.com/acme/acme',
      },
    ]);
  });

  it.each([
    ['', 'Acme.Text'],
    ['<AssemblyName>Words</AssemblyName>', 'Words'],
    ['<PackageId>$(MSBuildProjectName).Tools</PackageId>', 'Acme.Text.Tools'],
    [
      '<Prefix>Acme</Prefix><PackageId>$(Prefix).$(AssemblyName)</PackageId><AssemblyName>Words</AssemblyName>',
      'Acme.Words',
    ],
    [`<PackageId Condition="'$(Configuration)' == 'Debug'">Debug</PackageId>`, 'Debug'],
    [`<PackageId Condition="'$(Configuration)' == 'Debug'">Debug</PackageId><PackageId>Real</PackageId>`, 'Real'],
  ])('%s gives %s', (properties, name) => {
    expect(names({ 'Acme.Text.fsproj': project(properties) })).toEqual([name]);
  });

  it('claim nothing under a name that only a build knows', () => {
    expect(names({ 'a.csproj': project('<PackageId>$(Company).A</PackageId>') })).toEqual([]);
  });

  it.each([
    ['IsPackable', project('<IsPackable>false</IsPackable>'), false],
    ['the Web SDK', project('', '', 'Microsoft.NET.Sdk.Web'), false],
    ['the Web SDK, but said to be', project('<IsPackable>true</IsPackable>', '', 'Microsoft.NET.Sdk.Web'), true],
    ['a program', project('<OutputType>Exe</OutputType>'), false],
    ['a tool', project('<OutputType>Exe</OutputType><PackAsTool>true</PackAsTool>'), true],
    [
      'packed on build',
      project('<OutputType>Exe</OutputType><GeneratePackageOnBuild>true</GeneratePackageOnBuild>'),
      true,
    ],
    ['a test', project('', '<PackageReference Include="Microsoft.NET.Test.Sdk" Version="17.0.0" />'), false],
    ['a test by property', project('<IsTestProject>true</IsTestProject>'), false],
    ['built on xunit', project('', '<PackageReference Include="xunit" />'), false],
    ['a package for tests', project('<PackageId>Acme.Xunit</PackageId>', '<PackageReference Include="xunit" />'), true],
    ['a project of the old form', '<Project ToolsVersion="15.0"><PropertyGroup/></Project>', false],
    ['an SDK by element', '<Project><Sdk Name="Microsoft.NET.Sdk" Version="1" /></Project>', true],
  ])('%s', (_, text, publishable) => {
    expect(read({ 'src/Acme.csproj': text }).packages.map((found) => found.publishable)).toEqual([publishable]);
  });

  it('are not published for what their place or name says', () => {
    const text = project('');
    expect(
      names({ 'samples/A.csproj': text, 'src/B.Tests/B.Tests.csproj': text, 'src/C.Testing.csproj': text }),
    ).toEqual(['-A', '-B.Tests', 'C.Testing']);
  });

  it('take over from the nearest Directory.Build.props and what it imports', () => {
    const off = props(group('<IsPackable>false</IsPackable>'));
    const chain = (importing: string) => ({
      'Directory.Build.props': off,
      'src/Directory.Build.props': props(importing),
      'src/a/A.csproj': project(''),
    });
    expect(names(chain(''))).toEqual(['A']);
    expect(names(chain('<Import Project="../Directory.Build.props" />'))).toEqual(['-A']);
    expect(
      names(
        chain(
          `<Import Project="$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))" />`,
        ),
      ),
    ).toEqual(['-A']);
    expect(
      names(
        chain(
          '<Import Project="$([MSBuild]::GetDirectoryNameOfFileAbove($(MSBuildThisFileDirectory).., Directory.Build.props))\\Directory.Build.props" />',
        ),
      ),
    ).toEqual(['-A']);
    expect(
      names(chain('<Import Project="$(MSBuildThisFileDirectory)..\\Directory.Build.props" Condition="false" />')),
    ).toEqual(['A']);
  });

  it.each([
    [`$(MSBuildProjectName.EndsWith('.Checks'))`, ['-A.Checks', 'B']],
    [`'$(MSBuildProjectName)' == 'B'`, ['A.Checks', '-B']],
    [`'$(MSBuildProjectName)' != 'B' and '$(IsTestProject)' == ''`, ['-A.Checks', 'B']],
    [`$(MSBuildProjectName.Contains('x')) or '$(IsPackable)' == ''`, ['-A.Checks', '-B']],
  ])('follow conditions that files decide: %s', (condition, expected) => {
    expect(
      names({
        'Directory.Build.props': props(group('<IsPackable>false</IsPackable>', condition.replaceAll('"', '&quot;'))),
        'A.Checks.csproj': project(''),
        'B.csproj': project(''),
      }),
    ).toEqual(expected);
  });

  it('are changed by Directory.Build.targets last', () => {
    const targets = props(group('<IsPackable>false</IsPackable>', `'$(IsPackable)' == ''`));
    expect(
      names({
        'Directory.Build.targets': targets,
        'A.csproj': project(''),
        'B.csproj': project('<IsPackable>true</IsPackable>'),
      }),
    ).toEqual(['-A', 'B']);
  });

  it('belong to a solution in XML too', () => {
    const { packages } = read({
      'x/All.slnx': '<Solution><Folder Name="/src/"><Project Path="../A.csproj" /></Folder></Solution>',
      'A.csproj': project(''),
    });
    expect(packages[0]?.workspace).toBe('x/All.slnx');
  });

  it('report what is wrong, and leave the others alone', () => {
    const { packages, problems } = read({
      'A.csproj': project(''),
      'B.csproj': '<Project>\n<PropertyGroup>\n</Project>',
      'C.vbproj': project('<PackageId>not an id!</PackageId>'),
    });
    expect(packages.map(({ name }) => name)).toEqual(['A']);
    expect(problems.map(({ path, line }) => [path, line])).toEqual([
      ['B.csproj', 3],
      ['C.vbproj', 3],
    ]);
  });
});

describe('.nuspec files', () => {
  const nuspec = (id: string, version = '1.0.0') =>
    `<?xml version="1.0"?>\n<package>\n<metadata>\n<id>${id}</id><version>${version}</version><repository type="git" url="https://github.com/acme/acme.git" />\n</metadata>\n</package>`;

  it('name a package', () => {
    expect(read({ 'nuget/Acme.nuspec': nuspec('Acme', '$version$') }).packages).toEqual([
      expect.objectContaining({
        name: 'Acme',
        line: 4,
        version: null,
        publishable: true,
        repository: 'https://github.com/acme/acme',
      }),
    ]);
  });

  it('take $id$ from the project beside them', () => {
    const files = { 'src/A.csproj': project('<AssemblyName>Acme.A</AssemblyName>'), 'src/B.csproj': project('') };
    expect(names({ ...files, 'src/A.nuspec': nuspec('$id$') })).toEqual(['Acme.A', 'Acme.A', 'B']);
    expect(names({ ...files, 'src/Z.nuspec': nuspec('$id$') })).toEqual(['Acme.A', 'B']);
    expect(names({ 'Z.nuspec': nuspec('$other$') })).toEqual([]);
  });

  it('of restored packages are none of the project', () => {
    expect(names({ 'Assets/Packages/Other.1.0.0/Other.nuspec': nuspec('Other') })).toEqual([]);
  });
});

describe('hostile input', () => {
  it('never throws', () => {
    const bits = fc.constantFrom(
      '<Project Sdk="x">',
      '</Project>',
      '<PropertyGroup>',
      '</PropertyGroup>',
      '<PackageId>',
      '</PackageId>',
      '$(',
      ')',
      'A',
      "'",
      '<Import Project="',
      '" />',
      '..',
      '/',
      '$(MSBuildThisFileDirectory)',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(bits, { maxLength: 40 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, texts, (one, two) => {
        for (const { name } of read({
          'a/A.csproj': one,
          'Directory.Build.props': two,
          'b/B.csproj': project(''),
          'b/B.nuspec': two,
        }).packages)
          expect(name).toMatch(/^[\w.-]+$/);
      }),
    );
  });

  it('files that import each other come to an end', () => {
    const all = props(
      '<Import Project="a.props" /><Import Project="b.props" /><Import Project="Directory.Build.props" />',
    );
    expect(names({ 'Directory.Build.props': all, 'a.props': all, 'b.props': all, 'A.csproj': project('') })).toEqual([
      'A',
    ]);
  });

  it('is read to its end', () => {
    const doubling = Array.from(
      { length: 40 },
      (_, index) => `<p${index + 1}>$(p${index})$(p${index})</p${index + 1}>`,
    ).join('');
    const shared = props(group(`<p0>xxxxxxxxxx</p0>${doubling}${'<q>1</q>'.repeat(20_000)}`));
    const projects = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`p${index}/A.csproj`, project('<PackageId>$(p40)</PackageId>')]),
    );
    expect(read({ 'Directory.Build.props': shared, ...projects })).toHaveProperty('packages');
  });
});
