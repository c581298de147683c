/**
 * Whether a path matches a glob of `*`, `?`, `**` and `{a,b}`. Takes time in proportion to the product of both lengths,
 * whatever they hold: globs come from the repository.
 */
export function matchesGlob(path: string, glob: string): boolean {
  if (glob.length > 256) return false;
  return expandBraces(glob).some((plain) => matchesFolders(path.split('/'), plain.split('/')));
}

/** Whether a name matches a pattern in which `*` stands for any run of characters, slashes too. */
export function matchesWildcard(name: string, pattern: string): boolean {
  return matchesPart(name, pattern);
}

/** `a{b,c}` as `ab` and `ac`, nested braces too; at most 64, the text itself where there would be more. */
export function expandBraces(text: string): readonly string[] {
  let open = [text];
  const done: string[] = [];
  while (open.length > 0) {
    if (open.length + done.length > 64) return [text];
    const [next = '', ...others] = open;
    const expanded = expandInnermost(next);
    if (expanded === null) done.push(next);
    open = expanded === null ? others : [...expanded, ...others];
  }
  return [...new Set(done)];
}

function expandInnermost(text: string): readonly string[] | null {
  const end = text.indexOf('}');
  const start = end === -1 ? -1 : text.lastIndexOf('{', end);
  if (start === -1) return null;
  const choices = text.slice(start + 1, end).split(',');
  return choices.map((choice) => text.slice(0, start) + choice + text.slice(end + 1));
}

function matchesFolders(parts: readonly string[], pattern: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const piece of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (piece === '**') for (let to = at; to <= parts.length; to++) next.add(to);
      else if (at < parts.length && matchesPart(parts[at] ?? '', piece)) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(parts.length);
}

function matchesPart(text: string, pattern: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern++;
      resume = at;
    } else if (wanted === '?' || wanted === text[at]) {
      inPattern++;
      at++;
    } else if (star !== -1) {
      inPattern = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[inPattern] === '*') inPattern++;
  return inPattern === pattern.length;
}
