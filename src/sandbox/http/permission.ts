/**
 * Whether an installation's permissions are enough for what a route accepts: `contents=read`, alternatives separated by
 * `; `, several that are needed together by `,`, as in GitHub's `X-Accepted-GitHub-Permissions`.
 */
export function isGranted(accepts: string, permissions: Readonly<Record<string, string>>): boolean {
  return accepts.split('; ').some((together) =>
    together.split(',').every((one) => {
      const [name = '', access] = one.split('=');
      const granted = permissions[name];
      return granted === 'write' || (access === 'read' && (granted === 'read' || name === 'metadata'));
    }),
  );
}
