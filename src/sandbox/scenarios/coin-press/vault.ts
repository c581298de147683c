import type { ScenarioRepository } from '../../scenario.ts';
import { text } from '../text.ts';
import { historyOf } from './history.ts';

const files = {
  'README.md': text`
    # vault

    Keeps coins. A service in Go, with a client for .NET.
  `,
  'go.mod': text`
    module github.com/coin-press/vault

    go 1.25
  `,
  'main.go': text`
    package main

    func main() { open() }

    func open() {}
  `,
  Dockerfile: text`
    FROM golang:1.25 AS build
    WORKDIR /src
    COPY . .
    RUN go build -o /vault .

    FROM gcr.io/distroless/static
    COPY --from=build /vault /vault
    ENTRYPOINT ["/vault"]
  `,
  '.github/workflows/release.yml': text`
    name: Release

    on:
      push:
        tags: ['v*']

    permissions:
      contents: read

    jobs:
      image:
        runs-on: ubuntu-24.04
        permissions:
          contents: read
          packages: write
        steps:
          - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
          - uses: docker/login-action@v3
            with:
              registry: ghcr.io
              username: $\{{ github.actor }}
              password: $\{{ secrets.GITHUB_TOKEN }}
          - uses: docker/build-push-action@v6
            with:
              context: .
              push: true
              tags: ghcr.io/coin-press/vault:$\{{ github.ref_name }}

      nuget:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
          - uses: actions/setup-dotnet@v4
            with:
              dotnet-version: 9.0.x
          - run: dotnet pack clients/dotnet --output packages
          - run: dotnet nuget push 'packages/*.nupkg' --api-key "$NUGET_API_KEY" --source https://api.nuget.org/v3/index.json
            env:
              NUGET_API_KEY: $\{{ secrets.NUGET_API_KEY }}
  `,
  '.github/workflows/preview.yml': text`
    name: Preview

    # Runs with the secrets of this repository on whatever a stranger proposes.
    on: pull_request_target

    jobs:
      preview:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/checkout@v4
            with:
              ref: $\{{ github.event.pull_request.head.sha }}
          - run: make preview
            env:
              NUGET_API_KEY: $\{{ secrets.NUGET_API_KEY }}
  `,
};

const past = historyOf({
  repository: 'coin-press/vault',
  author: 'engraver',
  files,
  firstRun: 7_800_000_000,
  lines: [
    {
      registry: 'nuget',
      name: 'CoinPress.Vault',
      owners: [{ name: 'coin-press' }],
      manifest: {
        'clients/dotnet/CoinPress.Vault.csproj': text`
          <Project Sdk="Microsoft.NET.Sdk">
            <PropertyGroup>
              <TargetFramework>net9.0</TargetFramework>
              <PackageId>CoinPress.Vault</PackageId>
              <Version>VERSION</Version>
              <RepositoryUrl>https://github.com/coin-press/vault</RepositoryUrl>
            </PropertyGroup>
          </Project>
        `,
      },
      tag: 'v',
      built: { workflow: 'release.yml', event: 'push' },
      by: { nobody: true },
      releases: [
        { version: '0.6.0', at: '2026-05-07T16:12:25Z' },
        { version: '0.7.0', at: '2026-07-02T13:44:01Z' },
        {
          version: '0.8.0',
          at: '2026-10-01T11:29:36Z',
          assets: [{ name: 'vault-linux-amd64.tar.gz' }, { name: 'vault.cdx.json' }],
        },
      ],
    },
  ],
});

/** A service in Go that goes to two registries from one repository: as an image, and with a client for .NET. */
export const vault: ScenarioRepository = {
  name: 'vault',
  collaborators: { 'minter-general': 'admin', engraver: 'write', assayer: 'write' },
  commits: past.commits,
  tags: past.tags,
  releases: past.releases,
  runs: past.runs,
  organisationSecrets: { NUGET_API_KEY: '2025-06-30T07:00:00Z' },
};

/** NuGet does not tell who pushed a package, nor from where. */
export const vaultPackages = past.packages;
