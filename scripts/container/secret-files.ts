/** Settings that are secrets, and can be handed over as a file: `NAME_FILE` names it. `PRIVATE_KEY_PATH` needs none. */
const fromFiles: readonly string[] = ['DATABASE_URL', 'WEBHOOK_SECRET', 'WEBHOOK_SECRET_PREVIOUS', 'CLIENT_SECRET'];

/**
 * What is to be added to the environment: the text of each file that is named, without the line break at its end.
 *
 * @throws where a file cannot be read, or a setting is given in both ways; the message holds no value
 */
export function secretsFromFiles(
  environment: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fromFiles.flatMap((name) => {
      const path = environment[`${name}_FILE`];
      if (!path) return [];
      if (environment[name]) throw new Error(`${name} and ${name}_FILE are both set: leave one of them out.`);
      return [[name, textOf(name, path, readFile)]];
    }),
  );
}

function textOf(name: string, path: string, readFile: (path: string) => string): string {
  try {
    return readFile(path).trimEnd();
  } catch {
    throw new Error(`${name}_FILE: ${path} cannot be read by the user that runs the container.`);
  }
}
