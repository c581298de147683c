/**
 * The tool in the name that a launcher is given: `semantic-release@25` → `semantic-release`, `@scope/tool@1` →
 * `@scope/tool`, `build[uv]==1.2` → `build`, `example.org/x/tool/v2@latest` → `tool`.
 */
export function toolName(text: string, form: 'package' | 'module-path'): string {
  return form === 'package' ? packageName(text) : modulePath(text);
}

function packageName(text: string): string {
  const end = text.slice(1).search(/[@=<>~![;\s]/);
  return end < 0 ? text : text.slice(0, end + 1);
}

/** The last folder of a Go module's path that is not its major version. Paths within the repository stay. */
function modulePath(text: string): string {
  if (text.startsWith('.') || !text.includes('@')) return text;
  const folders = text.replace(/@.*$/, '').split('/');
  return folders.findLast((folder) => !/^v\d+$/.test(folder)) ?? text;
}
