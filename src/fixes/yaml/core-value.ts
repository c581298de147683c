/** What a text without quotes means by YAML's core schema, which GitHub and most tools follow. */
export function coreValue(text: string): string | number | boolean | null {
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  return isNumber(text) ? Number(text.replace(/^\+/, '')) : text;
}

function isNumber(text: string): boolean {
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) || /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/.test(text);
}
