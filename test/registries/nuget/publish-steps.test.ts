import { describe, expect, it } from 'vitest';
import { mayMint, publishedTo, run, use } from '../steps-of.ts';

const tree = {
  'src/Left/Left.csproj':
    '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><PackageId>Left</PackageId></PropertyGroup></Project>',
};
const home = '-s https://api.nuget.org/v3/index.json';
const key = 'env: { NUGET_API_KEY: "${{ secrets.KEY }}" }';
const published = (steps: string, job = '') => publishedTo('nuget', tree, steps, job);

describe('commands that push to nuget.org', () => {
  it.each([
    ['dotnet nuget push', run(`dotnet nuget push a.nupkg ${home} -k \${{ secrets.KEY }}`)],
    [
      'dotnet nuget push by name',
      run('dotnet nuget push "**/*.nupkg" --source nuget.org --api-key ${{ secrets.KEY }}'),
    ],
    ['nuget push', run('nuget push a.nupkg -Source https://www.nuget.org/api/v2/package -ApiKey ${{ secrets.KEY }}')],
    ['nuget push after setapikey', run('nuget setapikey ${{ secrets.KEY }}\nnuget push a.nupkg')],
    ['dotnet-releaser', run('dotnet-releaser run --nuget-token ${{ secrets.KEY }} releaser.toml')],
  ])('are known: %s', async (_, steps) => {
    expect(await published(steps)).toMatchObject([{ auth: 'token', confidence: 'high', packages: ['Left'] }]);
  });

  it.each([
    ['a project', run('dotnet run --project build -- Publish', [key])],
    ['a library', run('dotnet build/publish.dll --target=PublishNuGet', [key])],
    ['Cake', run('dotnet cake --target=Publish', [key])],
    ['Cake’s make', run('dotnet make publish --nuget-key="${{ secrets.KEY }}"')],
    ['Nuke', run('dotnet nuke Push', [key])],
    ['a script', run('dotnet fsi publish.fsx', [key])],
  ])('may be in a build program that is handed a key: %s', async (_, steps) => {
    expect(await published(steps)).toMatchObject([{ auth: 'token', confidence: 'medium' }]);
  });

  it('are trusted with the key of the action that mints one', async () => {
    const steps = [
      '- { uses: NuGet/login@v1, id: login, with: { user: octo } }',
      run(`dotnet nuget push a.nupkg ${home} -k \${{ steps.login.outputs.NUGET_API_KEY }}`),
    ];
    expect(await published(steps.join('\n'), mayMint)).toMatchObject([
      { auth: 'trusted-publishing', provenance: false },
    ]);
  });

  it('carry the provenance that GitHub attests', async () => {
    const steps = `${use('actions/attest-build-provenance@v3', '{ subject-path: "*.nupkg" }')}\n${run(`dotnet nuget push a.nupkg ${home} -k \${{ secrets.KEY }}`)}`;
    expect(await published(steps, mayMint)).toMatchObject([{ provenance: true }]);
  });

  it.each([
    ['dotnet pack', run('dotnet pack -c Release', [key])],
    ['dotnet publish', run('dotnet publish -c Release', [key])],
    [
      'dotnet nuget push to GitHub',
      run('dotnet nuget push a.nupkg -s https://nuget.pkg.github.com/octo/index.json -k ${{ secrets.KEY }}'),
    ],
    [
      'dotnet nuget push to MyGet',
      run('dotnet nuget push a.nupkg -s https://www.myget.org/F/a/api/v3/index.json', [key]),
    ],
    ['nuget restore', run('nuget restore', [key])],
    ['nuget push to a feed', run('nuget push a.nupkg -Source https://f.feedz.io/a/nuget', [key])],
    ['dotnet-releaser’s build', run('dotnet-releaser build releaser.toml', [key])],
    ['a build program that packs', run('dotnet cake --target=Pack', [key])],
    ['a release build', run('dotnet run -c Release --project tools/bench', [key])],
    ['a build program without a key', run('dotnet nuke Publish')],
    [
      'a build program with the key of a feed',
      run('dotnet nuke Publish', ['env: { FEEDZ_NUGET_API_KEY: "${{ secrets.KEY }}" }']),
    ],
    ['a build program with an empty key', run('dotnet nuke Publish', ['env: { NUGET_API_KEY: "" }'])],
  ])('are not taken for %s', async (_, steps) => {
    expect(await published(steps)).toEqual([]);
  });
});

describe('actions that push to nuget.org', () => {
  it.each([
    ['publish-nuget', use('alirezanet/publish-nuget@v3', '{ NUGET_KEY: "${{ secrets.KEY }}" }')],
    ['cucumber', use('cucumber/action-publish-nuget@v1', '{ nuget-api-key: "${{ secrets.KEY }}" }')],
    ['Cake', use('cake-build/cake-action@v3', '{ target: Publish }', [key])],
  ])('are known: %s', async (_, steps) => {
    expect(await published(steps)).toMatchObject([{ auth: 'token', pinned: false }]);
  });

  it.each([
    [
      'a feed of their own',
      use(
        'rohith/publish-nuget@v2',
        '{ NUGET_SOURCE: "https://nuget.pkg.github.com/octo", NUGET_KEY: "${{ secrets.KEY }}" }',
      ),
    ],
    ['signing in', use('NuGet/login@v1', '{ user: octo }')],
    ['set-up', use('NuGet/setup-nuget@v2', '{}', [key])],
  ])('are not taken for %s', async (_, steps) => {
    expect(await published(steps)).toEqual([]);
  });
});
