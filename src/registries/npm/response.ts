import { valid } from 'semver';
import { urlPath } from '../plain.ts';
import { folderSays, hashCommand, type Response, warning } from '../response.ts';
import { commands, shell } from '../shell-command.ts';

const docs = 'https://docs.npmjs.com';

export const response: Response = {
  steps({ package: name, release, before }) {
    // To npm, `1` and `>0` are many versions, and `latest` is whatever it leads to: only an exact one is put into a command
    const spec = valid(release) === release ? `${name}@${release}` : '';
    return [
      {
        kind: 'preserve',
        says: `Keep the archive, npm's record of it and its attestations: npm replaces malware by an empty holding, and then they are gone. ${folderSays}; packing runs no script.`,
        commands: commands(
          shell`npm pack --ignore-scripts ${spec}`,
          shell`npm view --json ${spec} > npm-version.json`,
          shell`npm view --json ${name} time maintainers dist-tags > npm-package.json`,
          hashCommand,
        ),
        links: [],
      },
      {
        kind: 'contain',
        says: 'Lead installs away from it: move the tag `latest` back where it leads there, and mark the version as deprecated. Both can be undone; neither stops those who ask for this very version.',
        commands: commands(
          before === null ? null : shell`npm dist-tag add ${`${name}@${before}`} latest`,
          shell`npm deprecate ${spec} ${warning}`,
        ),
        links: [],
      },
      {
        kind: 'contain',
        says: 'Then unpublish it, once it is kept. Within 72 hours that works where no other package depends on it; later npm sets more conditions. It cannot be undone, and the number of this version can never be used again.',
        commands: commands(shell`npm unpublish ${spec}`),
        links: [`${docs}/policies/unpublish`],
      },
      {
        kind: 'revoke',
        says: 'Take every way to publish away: revoke the access tokens of every maintainer, look who may publish, and refuse tokens altogether. Trusted publishers go on working, so look at those as well (npm 11.10.0 or newer).',
        commands: commands(
          'npm token list',
          shell`npm owner ls ${name}`,
          shell`npm access set mfa=publish ${name}`,
          shell`npm trust list ${name}`,
        ),
        links: [`${docs}/revoking-access-tokens`, settingsPage(name)],
      },
      {
        kind: 'report',
        says: 'Report it to npm: choose Report malware on the page of the package. Say which version it is, when it was published and that its maintainers did not publish it.',
        commands: [],
        links: [page(name), `${docs}/reporting-malware-in-an-npm-package`],
      },
    ];
  },
};

function page(name: string): string {
  const path = urlPath(name, 2);
  return path === null ? 'https://www.npmjs.com/support' : `https://www.npmjs.com/package/${path}`;
}

function settingsPage(name: string): string {
  const path = urlPath(name, 2);
  return path === null ? `${docs}/trusted-publishers` : `https://www.npmjs.com/package/${path}/access`;
}
