import type { Signer } from '@sigstore/verify';

/**
 * Who signed, from the extensions that Fulcio wrote into the certificate after checking the identity token of the run:
 * the run itself cannot choose them. Null where the certificate does not say.
 */
export interface Identity {
  readonly issuer: string;
  /** The subject's alternative name: the workflow that signed, with its ref. */
  readonly subject: string | null;
  /** `https://github.com/OWNER/NAME`. */
  readonly repositoryUrl: string | null;
  readonly repositoryId: string | null;
  /** The workflow that was started, within the repository: `.github/workflows/release.yml`. */
  readonly workflow: string | null;
  /** The ref that the workflow's file was read from. */
  readonly workflowRef: string | null;
  readonly ref: string | null;
  readonly commit: string | null;
  readonly trigger: string | null;
  readonly runner: string | null;
  readonly runUrl: string | null;
}

export const githubIssuer = 'https://token.actions.githubusercontent.com';

/** Null where there is no issuer, or an extension stands twice: then nobody can say which one counts. */
export function identityOf({ oids = [], subjectAlternativeName }: NonNullable<Signer['identity']>): Identity | null {
  const extensions = new Map<string, Buffer>();
  for (const { oid, value } of oids) {
    const id = oid?.id.join('.') ?? '';
    if (extensions.has(id)) return null;
    extensions.set(id, value);
  }
  const current = (arc: number) => utf8String(extensions.get(`${fulcio}.${arc}`));
  const early = (arc: number) => text(extensions.get(`${fulcio}.${arc}`));

  const issuer = current(8) ?? early(1);
  if (issuer === null) return null;
  const earlyRepository = early(5);
  const repositoryUrl = current(12) ?? (earlyRepository === null ? null : `https://github.com/${earlyRepository}`);
  const subject = subjectAlternativeName ?? null;
  return {
    issuer,
    subject,
    repositoryUrl,
    repositoryId: current(15),
    ...workflowOf(current(18) ?? subject, repositoryUrl),
    ref: current(14) ?? early(6),
    commit: current(13) ?? early(3),
    trigger: current(20) ?? early(2),
    runner: current(11),
    runUrl: current(21),
  };
}

/** The arc of Fulcio's extensions: 1 to 6 are bare text, 8 and up are DER strings. */
const fulcio = '1.3.6.1.4.1.57264.1';

/** A file's name holds no slash, so the first `@refs/` is where the ref begins, whatever the branch is called. */
function workflowOf(
  uri: string | null,
  repositoryUrl: string | null,
): { readonly workflow: string | null; readonly workflowRef: string | null } {
  const at = uri?.indexOf('@refs/') ?? -1;
  if (uri === null || repositoryUrl === null || at < 0 || !uri.startsWith(`${repositoryUrl}/`))
    return { workflow: null, workflowRef: null };
  return { workflow: uri.slice(repositoryUrl.length + 1, at), workflowRef: uri.slice(at + 1) };
}

const utf8Tag = 0x0c;

/** A DER UTF8String that fills the value to its last byte; null for anything else. */
function utf8String(value: Buffer | undefined): string | null {
  if (value === undefined || value[0] !== utf8Tag) return null;
  const first = value[1] ?? 0;
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  if (lengthBytes > 2) return null;
  const length =
    lengthBytes === 0 ? first : value.subarray(2, 2 + lengthBytes).reduce((sum, byte) => sum * 256 + byte, 0);
  const content = value.subarray(2 + lengthBytes);
  return content.length === length ? text(content) : null;
}

function text(value: Buffer | undefined): string | null {
  if (value === undefined) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    return null;
  }
}
