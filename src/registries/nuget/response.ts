import { urlPath } from '../plain.ts';
import { folderSays, hashCommand, type Response } from '../response.ts';
import { commands, shell } from '../shell-command.ts';

const service = 'https://api.nuget.org/v3';
const apiKeys = 'https://www.nuget.org/account/apikeys';

export const response: Response = {
  steps({ package: name, release }) {
    const id = urlPath(name);
    const version = urlPath(release);
    const page = id === null || version === null ? null : `https://www.nuget.org/packages/${id}/${version}`;
    const file = `${id?.toLowerCase()}.${version?.toLowerCase()}.nupkg`;
    return [
      {
        kind: 'preserve',
        says: `Keep the package: nuget.org deletes what is malware. ${folderSays}.`,
        commands:
          id === null || version === null
            ? []
            : commands(
                shell`curl -fsSLO ${`${service}-flatcontainer/${id.toLowerCase()}/${version.toLowerCase()}/${file}`}`,
                shell`curl -fsSL --compressed -o nuget-registration.json ${`${service}/registration5-gz-semver2/${id.toLowerCase()}/index.json`}`,
                hashCommand,
              ),
        links: page === null ? [] : [page],
      },
      {
        kind: 'contain',
        says: 'Unlist the version; this command does that and deletes nothing. It can be undone on its page, where it can be marked as deprecated as well. Projects that name the version still restore it.',
        commands: commands(
          shell`dotnet nuget delete ${name} ${release} --source ${`${service}/index.json`} --api-key "$NUGET_API_KEY"`,
        ),
        links: page === null ? [] : [`${page}/Manage`],
      },
      {
        kind: 'revoke',
        says: 'Delete the API keys of every owner, and look at the trusted publishing policies and the owners of the package.',
        commands: [],
        links: [apiKeys, 'https://www.nuget.org/account/trustedpublishing'],
      },
      {
        kind: 'report',
        says: 'Report it to nuget.org. Signed in as an owner you are led to its support, which can delete a malicious version; everybody else has the form for abuse.',
        commands: [],
        links: page === null ? [apiKeys] : [`${page}/ReportAbuse`],
      },
    ];
  },
};
