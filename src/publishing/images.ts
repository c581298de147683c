import type { Act, Carrier } from '../registries/act.ts';
import type { CommandLine } from '../registries/command-line.ts';
import type { PackagesRule } from '../registries/recogniser.ts';
import { candidatesOf, joinValues, known, showValue, type Value, type ValuePart } from '../types/values.ts';
import { carried } from './carried.ts';
import type { Run } from './interpret/run.ts';

type ImageRule = PackagesRule & { readonly kind: 'image' };

/** A container image as it is named to push it, without tag and digest. */
export interface ImageName {
  /** `docker.io` where none is written. */
  readonly host: string;
  /** `owner/image` for Docker Hub, `ghcr.io/owner/image` elsewhere; hidden parts as written. */
  readonly name: string;
  /** The name holds no hidden part. */
  readonly known: boolean;
}

/** The images that carriers name, one a line or separated by commas. Tags computed by docker/metadata-action lead to its `images`. */
export function imagesOf(rule: ImageRule, act: Act, line: CommandLine | null, run: Run): readonly ImageName[] {
  const host = rule.host === undefined ? null : (carried(rule.host, act, line) ?? null);
  const values = rule.at.flatMap((carrier, position) =>
    valuesOf(carrier, act, line).flatMap((value) => {
      const references = split(value, run);
      return host === null ? references : references.flatMap((reference) => atHost(host, reference, position === 0));
    }),
  );
  const listed = (rule.listed?.(act, run.world.files) ?? []).flatMap((text) => split(known(text), run));
  const found = imagesAmong([...values, ...listed]);
  const computed = found.size === 0 && rule.at.length > 0 ? lastMetadataImages(run) : null;
  const images = computed === null ? found : imagesAmong(split(computed, run));
  return [...images.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function valuesOf(carrier: Carrier, act: Act, line: CommandLine | null): readonly Value[] {
  if ('flag' in carrier) return (line?.flags.get(carrier.flag) ?? []).filter((value) => value !== null);
  const value = carried(carrier, act, line);
  return value === undefined || value === null ? [] : [value];
}

/** A reference beside an input that names the host: the first input holds names, the others may hold mere tags. */
function atHost(host: Value, reference: Value, isName: boolean): readonly Value[] {
  const text = showValue(reference);
  if (/^[^/]*[.:][^/]*\//.test(text)) return [reference];
  return isName ? [joinValues([host, known('/'), reference])] : [];
}

function imagesAmong(references: readonly Value[]): ReadonlyMap<string, ImageName> {
  const images = references.map(read).filter((image) => image !== null);
  return new Map(images.map((image) => [image.name, image]));
}

/** The single references in a value, computed tags replaced by the images they are computed from. */
function split(value: Value, run: Run): readonly Value[] {
  const pieces: ValuePart[][] = [[]];
  for (const part of value) {
    if (part.kind === 'hidden') {
      const images = metadataImages(part, run);
      if (images !== null) {
        pieces.push(...split(images, run).map((image) => [...image]), []);
        continue;
      }
      const texts = candidatesOf([part]);
      if (texts !== null && texts.some((text) => /[/,\n]/.test(text))) {
        pieces.push(
          ...texts
            .flatMap((text) => text.split(/[\s,]+/))
            .filter(Boolean)
            .map((text): ValuePart[] => [{ kind: 'text', text }]),
          [],
        );
        continue;
      }
      pieces.at(-1)?.push(part);
      continue;
    }
    part.text.split(/[\n,]+|\s{1,20}/).forEach((text, index) => {
      if (index > 0) pieces.push([]);
      if (text !== '') pieces.at(-1)?.push({ kind: 'text', text });
    });
  }
  return pieces.filter((piece) => piece.length > 0);
}

/**
 * What the job's docker/metadata-action was told, where the image is computed: `imagetools create $(jq … <<<
 * "$DOCKER_METADATA_OUTPUT_JSON")` is how Docker's own documentation pushes an index.
 */
function lastMetadataImages(run: Run): Value | null {
  const metadata = run.happenings.findLast(
    ({ act }) => act.kind === 'action' && act.action === 'docker/metadata-action',
  );
  return metadata?.act.kind === 'action' ? (metadata.act.inputs.get('images') ?? null) : null;
}

/** The `images` input of the docker/metadata-action step that a hidden part reads its tags from. */
function metadataImages(part: ValuePart & { readonly kind: 'hidden' }, run: Run): Value | null {
  for (const { context, path } of part.references) {
    const [step = '', , output] = path;
    if (context !== 'steps' || (output !== 'tags' && output !== 'json' && output !== 'bake-file')) continue;
    const origin = run.origins.get(step);
    for (const { act, origin: key } of run.happenings) {
      if (act.kind !== 'action' || act.action !== 'docker/metadata-action' || run.origins.get(key) !== origin) continue;
      return act.inputs.get('images') ?? null;
    }
  }
  return null;
}

function read(reference: Value): ImageName | null {
  const attributes = /^[\w.-]+=/;
  let parts = [...reference];
  const first = parts[0];
  if (first?.kind === 'text' && attributes.test(first.text)) {
    // `type=image,name=ghcr.io/o/i,push=true` was cut at its commas: only the name counts
    if (!/^(name|ref)=/.test(first.text)) return null;
    parts = withText(first.text.replace(attributes, ''), parts.slice(1));
  } else if (first?.kind === 'text') parts = withText(first.text.replace(/^[a-z-]+:\/\//, ''), parts.slice(1));
  if (parts.length === 0) return null;
  const name = withoutTag(parts);
  const text = showValue(name).toLowerCase();
  if (text === '' || text.startsWith('#')) return null;
  const host = text.includes('/') ? (text.split('/')[0] ?? '') : '';
  const isKnown = name.every((part) => part.kind === 'text') && !text.includes('{{');
  if (!/[.:]|^localhost$/.test(host) || host.startsWith('$'))
    return { host: name[0]?.kind === 'hidden' ? '' : 'docker.io', name: text, known: isKnown };
  const isHub = host === 'docker.io' || host === 'index.docker.io' || host === 'registry-1.docker.io';
  return { host: isHub ? 'docker.io' : host, name: isHub ? text.slice(host.length + 1) : text, known: isKnown };
}

function withText(text: string, rest: readonly ValuePart[]): ValuePart[] {
  return [...(text === '' ? [] : [{ kind: 'text' as const, text }]), ...rest];
}

/** Cuts `:tag` and `@digest`: what follows the first `:` or `@` after the last known slash. */
function withoutTag(reference: Value): Value {
  const kept: ValuePart[] = [];
  for (const [index, part] of reference.entries()) {
    if (part.kind === 'hidden') {
      kept.push(part);
      continue;
    }
    const slash = part.text.lastIndexOf('/');
    const cut = part.text.slice(slash + 1).search(/[:@]/);
    const isPort = index === 0 && cut >= 0 && slash < 0 && reference.length > 1 && /:\d+$/.test(part.text);
    if (cut >= 0 && !isPort) {
      const text = part.text.slice(0, slash + 1 + cut);
      if (text !== '') kept.push({ kind: 'text', text });
      break;
    }
    kept.push(part);
  }
  return kept;
}
