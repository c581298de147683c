import type { Fault, Sandbox } from '../../src/sandbox/sandbox.ts';
import type { ServerDatabase } from './places.ts';
import type { Mishap, Post } from './post.ts';
import type { Random } from './random.ts';
import { appSettings, type Replicas, slowerThanThat } from './replicas.ts';

/** What a fault needs beside an app: processes that can be killed, several of them, a server, or a disk that can be filled. */
export type FaultNeed = 'processes' | 'replicas' | 'server' | 'disk';

/** What faults are done to. */
export interface FaultScene {
  readonly sandbox: Sandbox;
  readonly post: Post;
  readonly replicas: Replicas;
  readonly database: ServerDatabase | null;
  readonly random: Random;
  /** Does something when GitHub is asked this (`asked`), or has done it (`done`), the next time. */
  readonly at: (when: 'asked' | 'done', matches: Fault['matches'], act: () => void) => void;
  /** It has happened: counted and written into the trace. */
  readonly happened: (what: string) => void;
  /** Does something later, unless the run is over before; what it was for is undone at the end in any case. */
  readonly later: (milliseconds: number, act: () => Promise<void> | void) => void;
}

interface FaultKind {
  readonly name: string;
  readonly weight: number;
  readonly needs: readonly FaultNeed[];
  /** So long, in milliseconds, the story does not end: it takes its time to be noticed. */
  readonly waits?: number;
  readonly inject: (scene: FaultScene) => Promise<void> | void;
}

const tooLate = appSettings.requestTimeout + slowerThanThat;

const gitHubsAnswers: readonly FaultKind[] = [
  answering('GitHub answers 500', 3, { type: 'status', status: 500 }),
  answering('GitHub answers 502', 3, { type: 'status', status: 502 }),
  answering('GitHub answers 403', 2, { type: 'status', status: 403 }),
  answering('GitHub answers 404', 2, { type: 'status', status: 404 }),
  {
    ...answering('GitHub answers too late', 1, { type: 'slow', milliseconds: tooLate }),
    waits: tooLate,
  },
  answering('GitHub breaks the connection', 3, { type: 'broken' }),
  answering('GitHub’s answer breaks off', 3, { type: 'truncated' }),
  answering('GitHub’s secondary limit', 3, { type: 'secondary-limit', retryAfterSeconds: 1 }),
  {
    name: 'GitHub’s hourly limit',
    weight: 2,
    needs: [],
    inject({ sandbox, random, happened }) {
      const left = random.whole(0, 6);
      sandbox.faults.primaryLimit(left, 2);
      happened(`${left} requests are left for two seconds`);
    },
  },
  {
    name: 'GitHub revokes the tokens',
    weight: 2,
    needs: [],
    inject({ sandbox, happened }) {
      happened(`${sandbox.state.tokens.size} tokens end before their time`);
      sandbox.state.tokens.clear();
    },
  },
];

const webhookMishaps: readonly FaultKind[] = [
  befalling('a webhook is lost', 3, 2, () => ({ type: 'dropped' })),
  befalling('the answer to a webhook is lost', 2, 2, () => ({ type: 'unanswered' })),
  befalling('a webhook comes twice', 3, 3, (random) => ({ type: 'doubled', after: random.whole(0, 300) })),
  befalling('a webhook is overtaken', 4, 3, (random) => ({ type: 'late', by: random.whole(50, 600) })),
];

const ends: readonly FaultKind[] = [
  {
    name: 'kill -9 at any moment',
    weight: 2,
    needs: ['processes'],
    inject({ replicas, random, happened }) {
      replicas.end(random.whole(0, 9), 'SIGKILL');
      happened('a process is killed');
    },
  },
  atRequest('kill -9 when GitHub is asked', 'asked'),
  atRequest('kill -9 when GitHub has done it', 'done'),
  {
    name: 'kill -9 while a webhook is taken',
    weight: 2,
    needs: ['processes'],
    inject({ post, replicas, random, happened }) {
      const which = random.whole(0, 9);
      const act = () => replicas.end(which, 'SIGKILL');
      const after = random.whole(0, 25);
      post.befall({ type: 'then', after, act }, 1, () => happened(`a process is killed ${after} ms after a webhook`));
    },
  },
  {
    name: 'a process is asked to end',
    weight: 1.5,
    needs: [],
    inject({ replicas, random, happened }) {
      replicas.end(random.whole(0, 9), 'SIGTERM');
      happened('a process is asked to end');
    },
  },
];

const ofTheMachine: readonly FaultKind[] = [
  {
    name: 'the database’s connections are cut',
    weight: 6,
    needs: ['server'],
    async inject({ database, happened }) {
      await database?.cut();
      happened('all connections are cut');
    },
  },
  {
    name: 'the database is away',
    weight: 3,
    needs: ['server'],
    inject({ database, random, happened, later }) {
      const milliseconds = random.whole(100, 900);
      happened(`the database takes no connections for ${milliseconds} ms`);
      later(0, () => database?.away(milliseconds));
    },
  },
  {
    name: 'the database’s disk is full',
    weight: 3,
    needs: ['server'],
    async inject({ database, random, happened, later }) {
      await database?.fill(true);
      happened('the database refuses what is written');
      later(random.whole(100, 800), () => database?.fill(false));
    },
  },
  {
    name: 'the disk is full',
    weight: 4,
    needs: ['disk'],
    inject({ replicas, random, happened, later }) {
      replicas.fillDisk(true);
      happened('the disk is full');
      later(random.whole(50, 600), () => {
        replicas.fillDisk(false);
        // Space was made, and whoever looks after the app starts it again
        replicas.end(0, random.chance(0.5) ? 'SIGKILL' : 'SIGTERM');
      });
    },
  },
  {
    name: 'the clock jumps ahead',
    weight: 2,
    needs: [],
    inject: (scene) => shift(scene, 1),
  },
  {
    name: 'the clock jumps back',
    weight: 2,
    needs: [],
    inject: (scene) => shift(scene, -1),
  },
];

/** Everything that can go wrong. */
export const faultKinds: readonly FaultKind[] = [...gitHubsAnswers, ...webhookMishaps, ...ends, ...ofTheMachine];

export type FaultName = string;

/** The fault of a name. */
export function faultOf(name: FaultName): FaultKind {
  const found = faultKinds.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no fault “${name}”`);
  return found;
}

/** Minutes, hours and days. */
const jumps: readonly number[] = [5 * 60_000, 3 * 3_600_000, 50 * 3_600_000];

function shift({ replicas, random, happened }: FaultScene, direction: 1 | -1): void {
  const jump = direction * random.pick(jumps);
  replicas.shiftClock(jump);
  happened(`the clock is wrong by ${jump / 60_000} minutes`);
}

/** Requests that meet with trouble, by what they are about. */
const targets: readonly { readonly name: string; readonly path: RegExp }[] = [
  { name: 'whatever is asked', path: /./ },
  { name: 'whatever is asked', path: /./ },
  { name: 'tokens', path: /\/access_tokens$/ },
  { name: 'the query for a repository', path: /^\/graphql$/ },
  { name: 'check runs', path: /\/check-runs/ },
  { name: 'issues', path: /\/issues/ },
  { name: 'files and comparisons', path: /\/(?:git|compare|contents)\// },
  { name: 'the list of repositories', path: /^\/installation\/repositories/ },
  { name: 'deliveries', path: /^\/app\/hook\// },
];

function answering(name: string, weight: number, kind: Fault['kind']): FaultKind {
  return {
    name,
    weight,
    needs: [],
    inject({ sandbox, random, happened }) {
      const { name: about, path } = random.pick(targets);
      const times = random.whole(1, 3);
      const matches = (method: string, at: string): boolean => {
        if (!path.test(at)) return false;
        happened(`${method} ${at} (${about})`);
        return true;
      };
      sandbox.faults.answer({ matches, times, kind });
    },
  };
}

function befalling(name: string, weight: number, most: number, mishapOf: (random: Random) => Mishap): FaultKind {
  return {
    name,
    weight,
    needs: [],
    inject({ post, random, happened }) {
      const mishap = mishapOf(random);
      post.befall(mishap, random.whole(1, most), () => happened(name));
    },
  };
}

function atRequest(name: string, when: 'asked' | 'done'): FaultKind {
  return {
    name,
    weight: 2,
    needs: ['processes'],
    inject({ replicas, random, happened, at }) {
      const { path } = random.pick(targets);
      const which = random.whole(0, 9);
      at(
        when,
        (_method, asked) => path.test(asked),
        () => {
          happened(`a process is killed by a request ${when}`);
          replicas.end(which, 'SIGKILL');
        },
      );
    },
  };
}
