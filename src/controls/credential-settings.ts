import type { RegistryId } from '../types/registry-id.ts';
import type { LiteralCredential } from './credential-forms.ts';
import { isLiteralSecret } from './credential-placeholders.ts';

/** A file whose settings hold a credential by their name, whatever the credential looks like. */
interface SettingsForm {
  /** Against the end of the path, in lower case. */
  readonly file: RegExp;
  /** Against one line; the group `value` is the credential. Anchored, and without repeats inside of repeats. */
  readonly line: RegExp;
  readonly kind: string;
  readonly registry: RegistryId | null;
}

const forms: readonly SettingsForm[] = [
  {
    file: /(?:^|\/)\.(?:npmrc|yarnrc)$/,
    line: /^\s*(?:\/\/[^\s=]{1,300}:)?(?:_authToken|_auth|_password)\s*=\s*(?<value>\S+)\s*$/,
    kind: 'a password or token of an npm registry',
    registry: null,
  },
  {
    file: /(?:^|\/)\.yarnrc\.yml$/,
    line: /^\s*(?:npmAuthToken|npmAuthIdent):\s*(?<value>\S+)\s*$/,
    kind: 'a password or token of an npm registry',
    registry: null,
  },
  {
    file: /(?:^|\/)\.pypirc$/,
    line: /^\s*password\s*[=:]\s*(?<value>\S+)\s*$/,
    kind: 'a password of a Python index',
    registry: null,
  },
  {
    file: /(?:^|\/)pip\.(?:conf|ini)$/,
    line: /^[^#]{0,300}:\/\/[^\s:/@]{1,200}:(?<value>[^\s/@]{1,500})@/,
    kind: 'a password of a Python index',
    registry: null,
  },
  {
    file: /settings\.xml$/,
    line: /^\s*<(?:password|passphrase)>(?<value>[^<]{1,500})<\/(?:password|passphrase)>/,
    kind: 'a password of a Maven repository',
    registry: null,
  },
  {
    file: /(?:^|\/)gradle\.properties$/,
    line: /^\s*[\w.]{0,100}(?:maven|sonatype|ossrh|nexus|central|signing|publish|gpr)[\w.]{0,100}(?:password|passphrase|token|secret)\s*[=:]\s*(?<value>\S+)\s*$/i,
    kind: 'a password of a Maven repository or of a signing key',
    registry: null,
  },
  {
    file: /(?:^|\/)\.?(?:local\/share\/)?gem\/credentials$/,
    line: /^\s*:?rubygems(?:_api_key)?:\s*(?<value>\S+)\s*$/,
    kind: 'a RubyGems API key',
    registry: 'rubygems',
  },
  {
    file: /(?:^|\/)\.cargo\/(?:credentials|config)(?:\.toml)?$/,
    line: /^\s*token\s*=\s*(?<value>\S+)\s*$/,
    kind: 'a token of a Cargo registry',
    registry: null,
  },
  {
    file: /(?:^|\/)nuget\.config$/,
    line: /^\s*<add\s+key="ClearTextPassword"\s+value="(?<value>[^"]{1,500})"/i,
    kind: 'a password of a NuGet source',
    registry: null,
  },
  {
    file: /(?:^|\/)[._]netrc$/,
    line: /(?:^|\s)password\s+(?<value>\S+)/,
    kind: 'a password',
    registry: null,
  },
  {
    file: /(?:^|\/)\.docker\/config\.json$/,
    line: /^\s*"auth"\s*:\s*(?<value>\S+?),?\s*$/,
    kind: 'a password of a container registry',
    registry: null,
  },
];

/** Every setting of a file that holds a credential in plain text. */
export function literalsIn(path: string, text: string): readonly LiteralCredential[] {
  const lower = path.toLowerCase();
  const mine = forms.filter(({ file }) => file.test(lower));
  if (mine.length === 0) return [];
  return text.split('\n').flatMap((line, index) => {
    if (line.length > longestLine || isLocal.test(line)) return [];
    return mine.flatMap(({ line: form, kind, registry }) => {
      const value = form.exec(line)?.groups?.['value'];
      return value !== undefined && isLiteralSecret(unquoted(value))
        ? [{ kind, registry, page: null, line: index + 1 }]
        : [];
    });
  });
}

const longestLine = 2_000;

/** A registry that runs beside the tests keeps no secret. */
const isLocal = /localhost|127\.0\.0\.1|verdaccio/;

function unquoted(value: string): string {
  const quote = value[0];
  return (quote === '"' || quote === "'") && value.endsWith(quote) ? value.slice(1, -1) : value;
}
