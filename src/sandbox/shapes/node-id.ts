/** GraphQL's global id of a thing: opaque to its readers, one for each kind and number. */
export function nodeId(kind: string, id: number | string): string {
  return `${kind}_${Buffer.from(String(id)).toString('base64url')}`;
}
