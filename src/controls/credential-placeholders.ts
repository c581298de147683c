/** Whether the random part of a token is none: one character over and over, the alphabet, a word of advice. */
export function isMadeUp(text: string): boolean {
  const distinct = new Set(text.toLowerCase());
  if (distinct.size < 8 || !/[a-z]/i.test(text)) return true;
  if (!/\d/.test(text) && !isMixed(text)) return true;
  let steps = 0;
  for (let at = 1; at < text.length; at += 1) {
    const step = text.charCodeAt(at) - text.charCodeAt(at - 1);
    if (step === 0 || step === 1) steps += 1;
  }
  return steps > text.length / 2 || advice.test(text);
}

/** One token in a hundred holds no digit, but its letters change their case every other time; in words they seldom do. */
function isMixed(text: string): boolean {
  return (text.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g) ?? []).length >= text.length * 0.4;
}

/** Whether a value that somebody wrote into a settings file could be what it seems: no variable, no word of advice. */
export function isLiteralSecret(value: string): boolean {
  const text = value.trim();
  if (text.length < 8 || text.length > 4_096) return false;
  if (/[\s$%{}<>]/.test(text) || /^[A-Z][A-Z_]*$/.test(text)) return false;
  return new Set(text).size >= 5 && !advice.test(text) && !usualWords.has(text.toLowerCase());
}

const advice =
  /your|example|placeholder|change-?(?:me|it)|dummy|fake|sample|redacted|goes-?here|insert|not-?(?:a-?)?real|x{4}|\*{3}|\.{3}/i;

const usualWords: ReadonlySet<string> = new Set(
  [
    'password password1 passw0rd passphrase credentials anonymous undefined unused-token',
    'test-token testtoken my-token mytoken my-password mypassword my-secret secret-token',
  ].flatMap((words) => words.split(' ')),
);
