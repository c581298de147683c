import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { lineFinder } from './lines.ts';
import type { Shelf } from './shelf.ts';

export interface XmlElement {
  /** Without its namespace prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly elements: readonly XmlElement[];
  /** Its own text, trimmed, with the five predefined entities replaced. */
  readonly text: string;
  /** 1-based line of its opening tag. */
  readonly line: number;
}

export type XmlReading =
  | { readonly root: XmlElement; readonly problem: null }
  | { readonly root: null; readonly problem: { readonly line: number | null; readonly message: string } };

/**
 * Reads an XML document as a tree. Entities that a document declares are never expanded and nothing outside of it is
 * ever loaded; elements nest at most 64 deep.
 */
function readXml(text: string): XmlReading {
  try {
    const valid = XMLValidator.validate(text, { allowBooleanAttributes: true });
    if (valid !== true) return failed(valid.err.line, `not valid XML: ${firstLine(valid.err.msg)}`);
    const nodes: unknown = parser.parse(text);
    const root = treeOf(nodes, lineFinder(text));
    return root === null ? failed(1, 'not valid XML: it has no root element') : { root, problem: null };
  } catch (error) {
    return failed(null, `not valid XML: ${firstLine(error instanceof Error ? error.message : 'unknown error')}`);
  }
}

/** The root of an XML file; null where there is none that can be read, which the shelf then knows. */
export function openXml(shelf: Shelf, path: string): XmlElement | null {
  const text = shelf.text(path);
  if (text === null) return null;
  const { root, problem } = readXml(text);
  if (root === null) shelf.complain(path, problem.line, problem.message);
  return root;
}

/** The first element of this name directly inside. */
export function child(parent: XmlElement | null, name: string): XmlElement | null {
  return parent?.elements.find((element) => element.name === name) ?? null;
}

/** Every element of this name directly inside. */
export function children(parent: XmlElement | null, name: string): readonly XmlElement[] {
  return parent?.elements.filter((element) => element.name === name) ?? [];
}

/** The element that a path of names leads to. */
export function descend(parent: XmlElement | null, ...names: readonly string[]): XmlElement | null {
  return names.reduce<XmlElement | null>((at, name) => child(at, name), parent);
}

/** Text of the first element of this name directly inside; null where there is none or it is empty. */
export function childText(parent: XmlElement | null, name: string): string | null {
  return child(parent, name)?.text || null;
}

const parser = new XMLParser({
  preserveOrder: true,
  captureMetaData: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  allowBooleanAttributes: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: 64,
});

const metadata = XMLParser.getMetaDataSymbol();

interface Growing {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly elements: Growing[];
  text: string;
  readonly line: number;
}

/** fast-xml-parser's ordered form is a list of one-key records: the key is the tag or `#text`, `:@` the attributes. */
function treeOf(nodes: unknown, lineAt: (offset: number) => number): XmlElement | null {
  const top: Growing = { name: '', attributes: new Map(), elements: [], text: '', line: 1 };
  fill(top, nodes, lineAt);
  return top.elements[0] ?? null;
}

function fill(parent: Growing, nodes: unknown, lineAt: (offset: number) => number): void {
  if (!Array.isArray(nodes)) return;
  const texts: string[] = [];
  for (const node of nodes as Record<string | symbol, unknown>[]) {
    const name = Object.keys(node).find((key) => key !== ':@');
    if (name === undefined) continue;
    const inside = node[name];
    if (name === '#text') {
      texts.push(plain(String(inside)));
      continue;
    }
    const start = (node[metadata as unknown as symbol] as { startIndex?: number } | undefined)?.startIndex ?? 0;
    const element: Growing = {
      name,
      attributes: attributesOf(node[':@']),
      elements: [],
      text: '',
      line: lineAt(start),
    };
    fill(element, inside, lineAt);
    parent.elements.push(element);
  }
  parent.text = texts.join('').trim();
}

function attributesOf(attributes: unknown): Map<string, string> {
  const found = new Map<string, string>();
  if (typeof attributes !== 'object' || attributes === null) return found;
  for (const [name, value] of Object.entries(attributes)) found.set(name, plain(String(value)));
  return found;
}

const predefined: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function plain(text: string): string {
  return text.includes('&')
    ? text.replaceAll(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => predefined[name] ?? '')
    : text;
}

function failed(line: number | null, message: string): XmlReading {
  return { root: null, problem: { line, message } };
}

function firstLine(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
