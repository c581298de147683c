/** A text in which nothing is left that looks like a credential: GitHub's tokens, JWTs, keys, passwords in URLs. */
export function withoutSecrets(text: string): string {
  return shapes.reduce((rest, [shape, instead]) => rest.replace(shape, instead), text);
}

const shapes: readonly (readonly [RegExp, string])[] = [
  [/\bgh[a-z]_[A-Za-z0-9_.-]{8,}/g, '[token]'],
  [/\bgithub_pat_[A-Za-z0-9_]{8,}/g, '[token]'],
  [/\bv1\.[0-9a-f]{40}\b/g, '[token]'],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{1,2000}\.[A-Za-z0-9_-]*/g, '[token]'],
  [/\b(bearer|token|basic) [A-Za-z0-9._~+/-]{8,}=*/gi, '$1 [token]'],
  [/\bsha(1|256)=[0-9a-f]{40,64}\b/gi, 'sha$1=[signature]'],
  [/-----BEGIN [A-Z ]{1,40}-----[^]*/g, '[key]'],
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/]{0,200}):[^\s@/]{1,500}@/gi, '$1:[password]@'],
];
