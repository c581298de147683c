/** What one of the checks came to. One that could not be run says why, and is never taken for passed. */
export type Outcome =
  | { readonly state: 'ok'; readonly says: string; readonly notes?: readonly string[] }
  | { readonly state: 'failed'; readonly problems: readonly string[] }
  | { readonly state: 'not-run'; readonly reason: string };

/** Failed where there are problems. */
export function outcomeOf(problems: readonly string[], says: string): Outcome {
  return problems.length === 0 ? { state: 'ok', says } : { state: 'failed', problems };
}
