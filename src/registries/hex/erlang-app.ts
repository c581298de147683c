/** What an Erlang `.app.src` says in plain words. */
interface ErlangApplication {
  readonly name: string;
  /** 1-based line of the name. */
  readonly line: number;
  readonly version: string | null;
  /** It says `licenses` or `pkg_name`, which only Hex asks for. */
  readonly describesPackage: boolean;
}

/** Reads `{application, name, [...]}` without evaluating it; null where the file holds something else. */
export function readErlangApplication(text: string): ErlangApplication | null {
  const plain = withoutComments(text);
  const application = /\{\s{0,100}application\s{0,100},\s{0,100}'?([a-z]\w{0,200})'?\s{0,100},/.exec(plain);
  if (application?.[1] === undefined) return null;
  const renamed = /\{\s{0,100}pkg_name\s{0,100},\s{0,100}["']?([a-z]\w{0,200})["']?\s{0,100}\}/.exec(plain);
  const version = /\{\s{0,100}vsn\s{0,100},\s{0,100}"([^"\n]{1,100})"\s{0,100}\}/.exec(plain);
  const found = renamed ?? application;
  const name = found[1] ?? application[1];
  return {
    name,
    line: plain.slice(0, found.index + found[0].lastIndexOf(name)).split('\n').length,
    version: version?.[1] ?? null,
    describesPackage: renamed !== null || /\{\s{0,100}licenses\s{0,100},/.test(plain),
  };
}

/** Comments become spaces, so that offsets stay. A `%` in a text or a quoted atom opens none. */
function withoutComments(text: string): string {
  const kept: string[] = [];
  for (const line of text.split('\n')) {
    let quote = '';
    let end = line.length;
    for (let at = 0; at < line.length; at++) {
      const character = line[at] ?? '';
      if (character === '\\') at++;
      else if (quote !== '') quote = character === quote ? '' : quote;
      else if (character === '"' || character === "'") quote = character;
      else if (character === '%') {
        end = at;
        break;
      }
    }
    kept.push(line.slice(0, end));
  }
  return kept.join('\n');
}
