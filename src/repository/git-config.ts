/** The URL of the remote `origin` in the text of git's configuration, or null. Other sections are passed over. */
export function originUrlOf(config: string): string | null {
  let isOrigin = false;
  for (const line of config.split('\n').map((text) => text.trim())) {
    if (line.startsWith('[')) isOrigin = originHeading.test(line);
    else if (isOrigin && urlKey.test(line)) return unquoted(line.slice(line.indexOf('=') + 1).trim());
  }
  return null;
}

const originHeading = /^\[remote[ \t]+"origin"\]/i;
const urlKey = /^url[ \t]*=/i;

/** Quotes and escapes undone, a comment cut off. */
function unquoted(text: string): string {
  let result = '';
  let isQuoted = false;
  for (let position = 0; position < text.length; position += 1) {
    const character = text.charAt(position);
    if (character === '"') isQuoted = !isQuoted;
    else if (character === '\\') {
      position += 1;
      result += text.charAt(position);
    } else if (!isQuoted && (character === '#' || character === ';')) break;
    else result += character;
  }
  return result.trim();
}
