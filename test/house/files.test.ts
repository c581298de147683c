import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rooms } from './rooms.ts';

const root = join(import.meta.dirname, '../..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

/** Lines that hold code, at most. A file that needs more holds more than one idea. */
const mostLines = 350;

/** Files that may be longer, and why. */
const longer: Readonly<Record<string, string>> = {
  'test/registries/maven-central/manifests.test.ts': 'one set of samples for each of Maven, Gradle and sbt',
};

/** Rooms without tests of their own, and why. */
const untested: Readonly<Record<string, string>> = {};

describe('the files of the house', () => {
  it.each(Object.keys(rooms))('%s is a room of ES modules', (room) => {
    expect(JSON.parse(textOf(`src/${room}/package.json`))).toEqual({ type: 'module' });
  });

  it('are ES modules beside src, too', () => {
    for (const folder of ['test', 'scripts'])
      expect(JSON.parse(textOf(`${folder}/package.json`)), folder).toEqual({ type: 'module' });
    expect(JSON.parse(textOf('package.json')), 'so that src/main.ts starts on any Node').not.toHaveProperty('type');
  });

  it('hold one idea each', () => {
    const paths = globSync('{src,scripts,test}/**/*.ts', { cwd: root }).map((path) => path.replaceAll('\\', '/'));
    const long = paths
      .map((path) => ({ path, lines: linesOfCode(textOf(path)) }))
      .filter(({ path, lines }) => lines > mostLines && longer[path] === undefined);
    expect(long).toEqual([]);
    for (const path of Object.keys(longer)) expect(paths, 'a reason for a file that is gone').toContain(path);
  });

  it.each(Object.keys(rooms).filter((room) => untested[room] === undefined))('%s has tests of its own', (room) => {
    expect(globSync(`test/${room}/**/*.test.ts`, { cwd: root })).not.toEqual([]);
  });

  it('have no room that the table of rooms does not know', () => {
    const found = globSync('src/*/', { cwd: root }).map((path) => path.replaceAll('\\', '/').split('/')[1] ?? '');
    expect(found.filter((room) => rooms[room] === undefined)).toEqual([]);
    expect(Object.keys(rooms).filter((room) => !existsSync(join(root, 'src', room)))).toEqual([]);
  });
});

function linesOfCode(text: string): number {
  return text.split('\n').filter((line) => !/^\s*(?:$|\/\/|\/\*|\*)/.test(line)).length;
}
