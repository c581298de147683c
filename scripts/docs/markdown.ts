/** A page of the documentation: a title, then blocks with an empty line between them. */
export function page(madeFrom: string, title: string, ...blocks: readonly (string | null)[]): string {
  const notice = `<!-- Made by \`npm run docs\` from ${madeFrom}. Change that, and run it again. -->`;
  const kept = blocks.filter((block) => block !== null && block !== '');
  return `${[notice, `# ${title}`, ...kept].join('\n\n')}\n`;
}

/** A table. Cells are Markdown; bars and line breaks in them are taken care of. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}

export function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return fence === '`' ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}

export function codes(texts: readonly string[]): string {
  return texts.map(code).join(', ');
}

export function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.replace(/\n+$/, '')}\n\`\`\``;
}

export function numbered(steps: readonly string[]): string {
  return steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
}

export function bullets(points: readonly string[]): string {
  return points.map((point) => `- ${point}`).join('\n');
}

/** A link whose text is code: to the page of a control or of a registry. */
export function linkTo(name: string, address: string): string {
  return `[${code(name)}](${address})`;
}
