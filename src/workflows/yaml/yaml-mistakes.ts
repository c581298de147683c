import type { ErrorCode } from 'yaml';

/**
 * What the parser's error codes mean, for people. Its own messages quote the file, and a file may hold a secret.
 */
export const yamlMistakes: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias (`*name`) cannot have an anchor or a tag of its own',
  BAD_ALIAS: 'an alias or an anchor has no name',
  BAD_COLLECTION_TYPE: 'a tag does not fit the mapping or list that it stands before',
  BAD_DIRECTIVE: 'a line that starts with `%` is not a directive that YAML knows',
  BAD_DQ_ESCAPE: 'a text in double quotes holds a backslash with something that is no escape',
  BAD_INDENT: 'the indentation does not fit the lines around it',
  BAD_PROP_ORDER: 'an anchor or a tag stands before the `-`, `?` or `:` that it should follow',
  BAD_SCALAR_START: 'a text without quotes starts with a character that YAML reserves; put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a mapping or list starts on a line where only a single value can stand',
  BLOCK_IN_FLOW: 'an indented mapping, list or block of text stands within brackets or braces',
  DUPLICATE_KEY: 'a key stands twice in the same mapping',
  IMPOSSIBLE: 'the parser could not make sense of it',
  KEY_OVER_1024_CHARS: 'a key is longer than 1,024 characters',
  MISSING_CHAR: 'a character is missing: a colon, a comma, a quote, a closing bracket, or a space',
  MULTILINE_IMPLICIT_KEY: 'a key, or a text without quotes before a colon, runs over more than one line',
  MULTIPLE_ANCHORS: 'a value has two anchors',
  MULTIPLE_DOCS: 'the file holds more than one document',
  MULTIPLE_TAGS: 'a value has two tags',
  NON_STRING_KEY: 'a key is not text',
  RESOURCE_EXHAUSTION: 'it is nested too deeply',
  TAB_AS_INDENT: 'a line is indented with a tab; YAML allows only spaces',
  TAG_RESOLVE_FAILED: 'a tag (`!name`) cannot be understood',
  UNEXPECTED_TOKEN: 'something stands where it cannot: a stray bracket, quote, or text after a value has ended',
};
