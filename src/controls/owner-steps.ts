import { codeWords, commandWord, urlPath } from '../registries/plain.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Remediation } from './control.ts';

/** How a package gets a second owner, step by step. */
export function secondOwner(registry: RegistryId, name: string): Remediation {
  const { add, links } = (ways[registry] ?? general)({
    code: codeWords(name),
    word: commandWord(name),
    path: urlPath(name, 2),
  });
  return {
    steps: [
      'Choose a second person who could act in your place, and see that the account has a second factor.',
      add,
      'Let the new owner sign in and see that the package is listed there.',
    ],
    links,
  };
}

/** The package's name as code, as a word of a command and as a path; null where it is not fit for it. */
interface Spelled {
  readonly code: string;
  readonly word: string | null;
  readonly path: string | null;
}

type Way = (name: Spelled) => { readonly add: string; readonly links: readonly string[] };

const general: Way = ({ code }) => ({ add: `Add that account to the owners of ${code} on its registry.`, links: [] });

const ways: { readonly [registry in RegistryId]?: Way } = {
  npm: ({ code, word, path }) => ({
    add: `Invite the account under Settings of ${code} on npmjs.com, or give a team of the organization write access there${run(word, (name) => `npm owner add ACCOUNT ${name}`)}.`,
    links: [
      ...page(path, (at) => `https://www.npmjs.com/package/${at}/access`),
      'https://docs.npmjs.com/cli/v11/commands/npm-owner',
    ],
  }),
  pypi: ({ code, path }) => ({
    add: `Under Collaborators of ${code} on pypi.org, invite the account with the role Owner, or transfer the project to an organization.`,
    links: page(path, (at) => `https://pypi.org/manage/project/${at}/collaboration/`),
  }),
  'crates.io': ({ code, word, path }) => ({
    add: `Under Settings of ${code} on crates.io, invite the account${run(word, (name) => `cargo owner --add ACCOUNT ${name}`)}. A team (\`github:ORGANIZATION:TEAM\`) may publish, but cannot change owners.`,
    links: [
      ...page(path, (at) => `https://crates.io/crates/${at}/settings`),
      'https://doc.rust-lang.org/cargo/commands/cargo-owner.html',
    ],
  }),
  packagist: ({ code, path }) => ({
    add: `On the page of ${code} on packagist.org, choose Add Maintainer.`,
    links: page(path, (at) => `https://packagist.org/packages/${at}`),
  }),
  rubygems: ({ code, word, path }) => ({
    add: `Under Ownership of ${code} on rubygems.org, add the account with the role Owner${run(word, (name) => `gem owner ${name} --add ACCOUNT`)}.`,
    links: page(path, (at) => `https://rubygems.org/gems/${at}/owners`),
  }),
  nuget: ({ code, path }) => ({
    add: `On nuget.org, open Manage package of ${code}, choose Owners and add the account, or an organization.`,
    links: [
      ...page(path, (at) => `https://www.nuget.org/packages/${at}/Manage`),
      'https://learn.microsoft.com/nuget/nuget-org/organizations-on-nuget-org',
    ],
  }),
  'pub.dev': ({ code }) => ({
    add: `Create a verified publisher with several members and transfer ${code} to it, under Admin on its page.`,
    links: ['https://dart.dev/tools/pub/verified-publishers'],
  }),
  hex: ({ code, word }) => ({
    add: `Add the account to the owners of ${code}, with the level \`full\`${run(word, (name) => `mix hex.owner add ${name} ACCOUNT`)}.`,
    links: ['https://hex.pm/docs/publish'],
  }),
};

function run(word: string | null, command: (word: string) => string): string {
  return word === null ? '' : `, or run \`${command(word)}\``;
}

function page(path: string | null, of: (path: string) => string): readonly string[] {
  return path === null ? [] : [of(path)];
}
