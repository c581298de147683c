/** Could this be the path of a module? The rules of Go's `module.CheckPath`, as far as they keep addresses in order. */
export function isModule(name: string): boolean {
  const elements = name.split('/');
  const host = elements[0] ?? '';
  return name.length <= 300 && host.includes('.') && !host.startsWith('-') && elements.every(isElement);
}

function isElement(element: string): boolean {
  return /^[A-Za-z0-9_~-][A-Za-z0-9._~-]*$/.test(element) && !element.endsWith('.') && !element.includes('..');
}

/** A module's path or a version as the proxy's addresses have it: a capital becomes `!` and its small letter. */
export function escaped(text: string): string {
  const small = text.replaceAll(/[A-Z]/g, (capital) => `!${capital.toLowerCase()}`);
  return small.split('/').map(encodeURIComponent).join('/');
}
