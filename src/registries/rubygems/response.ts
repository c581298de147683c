import { urlPath } from '../plain.ts';
import { folderSays, hashCommand, mostFiles, type Response } from '../response.ts';
import { commands, shell } from '../shell-command.ts';

const apiKeys = 'https://rubygems.org/profile/api_keys';

export const response: Response = {
  steps({ package: name, release, files }) {
    const gem = urlPath(name);
    const version = urlPath(release);
    const isAddressed = gem !== null && version !== null;
    return [
      {
        kind: 'preserve',
        says: `Keep the gem, what rubygems.org recorded of it and its attestations: a yanked gem cannot be downloaded any more. ${folderSays}; fetching installs nothing.`,
        commands: commands(
          shell`gem fetch ${name} --version ${release}`,
          ...(isAddressed
            ? [
                shell`curl -fsSL -o rubygems-version.json ${`https://rubygems.org/api/v2/rubygems/${gem}/versions/${version}.json`}`,
                shell`curl -fsSL -o rubygems-attestations.json ${`https://rubygems.org/api/v1/attestations/${gem}-${version}.json`}`,
              ]
            : []),
          hashCommand,
        ),
        links: isAddressed ? [`https://rubygems.org/gems/${gem}/versions/${version}`] : [],
      },
      {
        kind: 'contain',
        says: 'Yank the version, and each of its platforms. It cannot be undone, and the version can never be pushed again. rubygems.org takes it for versions younger than 30 days with at most 100,000 downloads; for others write to it.',
        commands: commands(
          shell`gem yank ${name} --version ${release}`,
          ...platformsOf(name, release, files).map(
            (platform) => shell`gem yank ${name} --version ${release} --platform ${platform}`,
          ),
        ),
        links: ['https://guides.rubygems.org/removing-a-published-gem/'],
      },
      {
        kind: 'revoke',
        says: 'Delete the API keys of every owner, a legacy key included, look who owns the gem and which trusted publishers it has. rubygems.org has no switch that refuses keys.',
        commands: commands(shell`gem owner ${name}`),
        links: [apiKeys, ...(gem === null ? [] : [`https://rubygems.org/gems/${gem}/trusted_publishers`])],
      },
      {
        kind: 'report',
        says: 'Report it to `security@rubygems.org`: which gem, which version, and that its owners did not push it.',
        commands: [],
        links: ['https://rubygems.org/pages/security'],
      },
    ];
  },
};

/** `java` of `name-1.2.3-java.gem`. */
function platformsOf(name: string, release: string, files: readonly string[]): readonly string[] {
  const start = `${name}-${release}-`;
  return files
    .filter((file) => file.startsWith(start) && file.endsWith('.gem'))
    .map((file) => file.slice(start.length, -'.gem'.length))
    .filter((platform) => platform !== '')
    .slice(0, mostFiles);
}
