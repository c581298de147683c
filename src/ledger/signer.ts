import { githubIssuer, type Identity } from '../provenance/index.ts';

/** The workflow that the signing job stood in, as `owner/name/path`; null where the certificate names none on GitHub. */
export function signerOf({ issuer, subject }: Pick<Identity, 'issuer' | 'subject'>): string | null {
  if (issuer !== githubIssuer || subject === null) return null;
  // A file's name holds no slash, so the first `@refs/` is where the ref begins; a commit holds no `@`
  const ref = subject.indexOf('@refs/');
  const end = ref === -1 ? subject.lastIndexOf('@') : ref;
  const path = end === -1 || !subject.startsWith(github) ? '' : subject.slice(github.length, end);
  return /^[^/\s]+\/[^/\s]+\/\.github\/workflows\/[^/\s]+$/.test(path) ? path : null;
}

const github = 'https://github.com/';
