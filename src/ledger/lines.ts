import { explain as explainPython } from '@renovatebot/pep440';
import * as ruby from '@renovatebot/ruby-semver';
import semver from 'semver';
import type { RegistryId } from '../types/registry-id.ts';
import type { Line } from './facts.ts';

/**
 * The line that a version belongs to: its major number (`0.30` before 1.0, where each minor may break), and for
 * prereleases the channel behind it, `2 next`. What cannot be read as a version of this registry is `other`. Never throws.
 */
export function releaseLine(registry: RegistryId, version: string): Line {
  if (version.length > longestVersion) return other;
  const parts = readers[registry]?.(version) ?? (readers[registry] === undefined ? semantic(version) : null);
  if (parts === null) return other;
  const { major, minor, channel } = parts;
  const base = /^(?:\d+!)?0$/.test(major) ? `${major}.${minor}` : major;
  return { name: channel === null ? base : `${base} ${channel}`, isPrerelease: channel !== null };
}

const other: Line = { name: 'other', isPrerelease: false };

const longestVersion = 256;

interface Parts {
  readonly major: string;
  readonly minor: string;
  /** `next`, `beta`; null for a stable release. */
  readonly channel: string | null;
}

/** Registries whose versions are not semantic ones. */
const readers: { readonly [registry in RegistryId]?: (version: string) => Parts | null } = {
  pypi: python,
  rubygems: gem,
  'maven-central': maven,
};

function semantic(version: string): Parts | null {
  const parsed = semver.parse(version, { loose: true });
  if (parsed === null) return almostSemantic(version);
  const [first] = parsed.prerelease;
  return {
    major: String(parsed.major),
    minor: String(parsed.minor),
    channel: first === undefined ? null : channelOf(String(first)),
  };
}

/** Four numbers (NuGet), one or two (Packagist), and a qualifier without a dash (`1.0.0beta2`). */
function almostSemantic(version: string): Parts | null {
  const found =
    /^v?(\d{1,12})(?:\.(\d{1,12}))?(?:\.\d{1,12}){0,2}(?:[-.]?([a-z][\w.-]*)|-(\d[\w.-]*))?(?:\+.*)?$/i.exec(version);
  if (found === null) return null;
  const [, major = '', minor = '0', word, number] = found;
  const qualifier = word ?? number;
  return {
    major: String(Number(major)),
    minor: String(Number(minor)),
    channel: qualifier === undefined ? null : channelOf(qualifier),
  };
}

/** The word that an identifier begins with; a date, a number or a commit in its place is no channel's name. */
function channelOf(identifier: string): string {
  if (/^[\da-f]{7,40}$/i.test(identifier) && /\d/.test(identifier)) return 'pre';
  return /^[a-z]+/i.exec(identifier)?.[0].toLowerCase() ?? 'pre';
}

const pythonChannels: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', rc: 'rc' };

/** A post-release mends how a release was packed, so it stays in the line. */
function python(version: string): Parts | null {
  const parsed = explainPython(version);
  if (parsed === null) return null;
  const [major = 0, minor = 0] = parsed.release;
  // The library gives null where its types say that there is a list.
  const [phase] = parsed.pre ?? [];
  const channel = phase === undefined ? (parsed.is_devrelease ? 'dev' : null) : String(phase);
  return {
    major: parsed.epoch === 0 ? String(major) : `${parsed.epoch}!${major}`,
    minor: String(minor),
    channel: channel === null ? null : (pythonChannels[channel] ?? channel),
  };
}

function gem(version: string): Parts | null {
  if (ruby.valid(version) === null) return null;
  const words = ruby.prerelease(version)?.map(String) ?? null;
  const named = words?.find((word) => /^[a-z]/i.test(word));
  return {
    major: String(ruby.major(version)),
    minor: /^\d+\.(\d+)/.exec(version)?.[1] ?? '0',
    channel: words === null ? null : channelOf(named ?? ''),
  };
}

/** Qualifiers that stand before the release of their number. Others (`jre`, `android`, `Final`, `SP1`) name flavours. */
/** Words of versions are the publisher's to choose: a map, as an object would know `constructor`. */
const mavenChannels: ReadonlyMap<string, string> = new Map([
  ['alpha', 'alpha'],
  ['a', 'alpha'],
  ['beta', 'beta'],
  ['b', 'beta'],
  ['milestone', 'milestone'],
  ['m', 'milestone'],
  ['rc', 'rc'],
  ['cr', 'rc'],
  ['snapshot', 'snapshot'],
  ['pre', 'pre'],
  ['preview', 'preview'],
  ['ea', 'ea'],
  ['dev', 'dev'],
]);

/** Separators and changes between letters and digits part the words, as Maven's own comparison has it. */
function maven(version: string): Parts | null {
  const words = version.toLowerCase().match(/\d+|[a-z]+/g) ?? [];
  const [major, second] = words;
  if (major === undefined || !/^\d+$/.test(major) || !/^\d/.test(version)) return null;
  const found = words.flatMap((word, at) => {
    const channel = mavenChannels.get(word);
    const isShort = word.length === 1;
    return channel === undefined || (isShort && !/^\d+$/.test(words[at + 1] ?? '')) ? [] : [channel];
  });
  return {
    major: major.replace(/^0+(?=\d)/, ''),
    minor: /^\d+$/.test(second ?? '') ? (second ?? '0') : '0',
    channel: found[0] ?? null,
  };
}
