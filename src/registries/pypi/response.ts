import { urlPath } from '../plain.ts';
import { folderSays, hashCommand, mostFiles, type Response } from '../response.ts';
import { commands, shell } from '../shell-command.ts';

const account = 'https://pypi.org/manage/account/';

export const response: Response = {
  steps({ package: name, release, files }) {
    const project = urlPath(name);
    const version = urlPath(release);
    const manage =
      project === null ? 'https://pypi.org/manage/projects/' : `https://pypi.org/manage/project/${project}`;
    const isAddressed = project !== null && version !== null;
    const record = `https://pypi.org/pypi/${project}/${version}/json`;
    return [
      {
        kind: 'preserve',
        says: `Keep the files, PyPI's record of them and their attestations: a quarantined release disappears from PyPI. ${folderSays}; \`pip download\` is not for this, since it runs the build of a source distribution.`,
        commands: isAddressed
          ? commands(
              shell`curl -fsSL -o pypi-release.json ${record}`,
              "jq -r '.urls[].url' pypi-release.json | xargs -n 1 curl -fsSLO --proto '=https'",
              ...files.slice(0, mostFiles).map((file) => provenance(project, version, file)),
              hashCommand,
            )
          : [],
        links: isAddressed ? [`https://pypi.org/project/${project}/${version}/`] : [],
      },
      {
        kind: 'contain',
        says: 'Yank the release: sign in, open Manage, Releases, Options, Yank. It can be undone. Installs that ask for this very version still get it.',
        commands: [],
        links: [isAddressed ? `${manage}/release/${version}/` : manage],
      },
      {
        kind: 'contain',
        says: 'Deleting it on the same page stops those installs as well, and so does the quarantine that a report to PyPI can bring. Deleting cannot be undone: its file names can never be used again. Keep the files first.',
        commands: [],
        links: [isAddressed ? `${manage}/release/${version}/` : manage],
      },
      {
        kind: 'revoke',
        says: 'Remove the API tokens of every owner and maintainer, those for the whole account included; then look at the trusted publishers and the collaborators of the project. PyPI has no switch that refuses tokens.',
        commands: [],
        links: [account, ...(project === null ? [] : [`${manage}/settings/publishing/`, `${manage}/collaboration/`])],
      },
      {
        kind: 'report',
        says: 'Report it to PyPI: choose Report project as malware on the page of the project. Say which release and which files it is about, and that its maintainers did not publish it.',
        commands: [],
        links: [...(project === null ? [] : [`https://pypi.org/project/${project}/`]), 'https://pypi.org/security/'],
      },
    ];
  },
};

function provenance(project: string, version: string, name: string): string | null {
  const file = urlPath(name);
  if (file === null) return null;
  // A file without one answers 404, and the next command still has its turn
  return shell`curl -fsSL -o ${`${name}.provenance.json`} ${`https://pypi.org/integrity/${project}/${version}/${file}/provenance`}`;
}
