import { urlPath } from '../plain.ts';
import { folderSays, hashCommand, mostFiles, type Response } from '../response.ts';
import { commands, shell } from '../shell-command.ts';

const central = 'https://repo1.maven.org/maven2';

export const response: Response = {
  steps({ package: name, release, files }) {
    const folder = folderOf(name, release);
    const artifact = name.split(':')[1] ?? '';
    const names = [...new Set([`${artifact}-${release}.pom`, `${artifact}-${release}.jar`, ...files])].slice(
      0,
      mostFiles,
    );
    return [
      {
        kind: 'preserve',
        says: `Keep the files, their signatures and their Sigstore bundles: what Sonatype finds malicious it removes. ${folderSays}. What a file does not have answers 404.`,
        commands:
          folder === null
            ? []
            : commands(
                ...names.flatMap((file) => {
                  const path = urlPath(file);
                  if (path === null) return [];
                  return ['', '.asc', '.sigstore.json'].map(
                    (ending) => shell`curl -fsSLO ${`${folder}/${path}${ending}`}`,
                  );
                }),
                hashCommand,
              ),
        links: folder === null ? [] : [`${folder}/`],
      },
      {
        kind: 'contain',
        says: 'You cannot take it back: what is on Maven Central stays, and only Sonatype removes it. Publish a higher version from the last good commit, so that those who ask for the newest get that one.',
        commands: [],
        links: ['https://central.sonatype.com/publishing'],
      },
      {
        kind: 'revoke',
        says: 'Revoke the user tokens of everybody who may publish to the namespace, and drop deployments that wait there. Where the signing key may have been used, revoke it, too, and send the revocation to the key servers; that cannot be undone.',
        commands: [],
        links: ['https://central.sonatype.com/usertoken', 'https://central.sonatype.com/publishing/deployments'],
      },
      {
        kind: 'report',
        says: 'Report it to Sonatype at `central-support@sonatype.com`: the coordinates, when it was published, and that its maintainers did not publish it. Ask for the removal.',
        commands: [],
        links: ['https://central.sonatype.org/'],
      },
    ];
  },
};

/** The folder of `group:artifact` on the server; null for what is none. */
function folderOf(name: string, release: string): string | null {
  const [group = '', artifact = '', ...more] = name.split(':');
  const parts = [...group.split('.'), artifact, release].map((part) => urlPath(part));
  return more.length > 0 || parts.includes(null) ? null : `${central}/${parts.join('/')}`;
}
