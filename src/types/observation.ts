/** What was seen, or why not. Nothing that could not be read is ever taken for absent. */
export type Observation<T> =
  | { readonly state: 'seen'; readonly value: T; readonly source: string }
  | { readonly state: 'absent'; readonly source: string }
  | { readonly state: 'unreadable'; readonly reason: string; readonly permission?: string; readonly source: string };

/** The value that was seen, or undefined where there is none or it could not be read. */
export function seen<T>(observation: Observation<T>): T | undefined {
  return observation.state === 'seen' ? observation.value : undefined;
}
