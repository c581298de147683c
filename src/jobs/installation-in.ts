/** The id of the installation that the payload of a webhook is about; null where it names none. */
export function installationIn({ installation }: Readonly<Record<string, unknown>>): number | null {
  const id = typeof installation === 'object' && installation !== null && 'id' in installation ? installation.id : null;
  return Number.isSafeInteger(id) ? (id as number) : null;
}
