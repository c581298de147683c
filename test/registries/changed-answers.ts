/** What may happen to the text of every answer, by name; null where nothing does. */
export const changedAnswers: Readonly<Record<string, (text: string) => string | null>> = {
  'every leaf has another type': (text) => inJson(text, otherType),
  'every list is an object, and every object a list': (text) => inJson(text, otherFrame),
  'every text is 200,000 letters long': (text) =>
    inJson(text, (value) => (typeof value === 'string' ? 'x'.repeat(200_000) : value)),
  'every text is a script that writes backwards': (text) =>
    inJson(text, (value) => (typeof value === 'string' ? `\u202e<script>${value}` : value)),
  'every version leads elsewhere': (text) => text.replaceAll('1.2.0', '1.2.0/../../../admin'),
  'every version is an emoji': (text) => text.replaceAll('1.1.0', '\u{1f525}'),
  'every time is to come': (text) => text.replace(/20\d\d(?=-\d\d-\d\dT)/g, '2098').replaceAll(' 2026 ', ' 2098 '),
  'every address is one of the inside': (text) => text.replace(/https?:\/\/[^/"<\s]+/g, 'http://169.254.169.254'),
  'half of it is missing': (text) => text.slice(0, text.length / 2),
};

/** The JSON of a text with all of its values changed, the inner ones first; null where it is no JSON. */
function inJson(text: string, change: (value: unknown) => unknown): string | null {
  try {
    return JSON.stringify(walked(JSON.parse(text), change));
  } catch {
    return null;
  }
}

function walked(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return change(value.map((each) => walked(each, change)));
  if (typeof value !== 'object' || value === null) return change(value);
  return change(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walked(each, change)])));
}

function otherType(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) return value;
  return typeof value === 'string' || value === null ? [7] : 'seven';
}

function otherFrame(value: unknown): unknown {
  if (Array.isArray(value)) return Object.fromEntries(value.entries());
  return typeof value === 'object' && value !== null ? Object.values(value) : value;
}
