import type { TreeEntry } from './tree-listing.ts';

/**
 * The one seam through which Mintmark talks to GitHub, for one installation. What a status means is for the caller;
 * what concerns every caller alike (rate limits, outages, redirects after a rename) is dealt with here.
 */
export interface GitHubClient {
  /**
   * One REST request. `route` is octokit's: `GET /repos/{owner}/{repo}/releases`. Every status that GitHub answers comes
   * back as an answer, 403 and 404 included; a GET is conditional where an answer to it is stored, and a 304 comes back
   * as the stored answer with `notModified: true`. A GET route that was refused for want of a permission is answered by
   * the same 403 from then on without asking, until the installation's permissions change.
   * @throws GitHubUnavailable on rate limits, 5xx, time-outs, broken connections, and where the installation gives no access.
   */
  request<Data = unknown>(route: string, parameters?: Readonly<Record<string, unknown>>): Promise<GitHubAnswer<Data>>;
  /**
   * One GraphQL request. Errors of single fields come back beside the data.
   * @throws GitHubUnavailable as `request` does.
   */
  graphql<Data>(query: string, variables: Readonly<Record<string, unknown>>): Promise<GraphqlAnswer<Data>>;
  /** What has been asked so far through this client. */
  readonly counted: RequestCount;
}

export interface GitHubAnswer<Data = unknown> {
  readonly status: number;
  readonly data: Data;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The stored answer still holds; the request counted against no limit. */
  readonly notModified: boolean;
  /** What this endpoint asks for, from `X-Accepted-GitHub-Permissions`: `administration:read`; null where GitHub does not say. */
  readonly permission: string | null;
}

export interface GraphqlAnswer<Data> {
  /** Null where the whole query failed. */
  readonly data: Data | null;
  readonly errors: readonly GraphqlError[];
}

export interface GraphqlError {
  readonly message: string;
  /** `NOT_FOUND`, `FORBIDDEN`, `INSUFFICIENT_SCOPES` …; null where GitHub gives none. */
  readonly type: string | null;
  readonly path: readonly (string | number)[];
}

/** Requests are the scarce resource of an app: 5,000 an hour and installation. */
export interface RequestCount {
  /** Answers that count against the limit. */
  readonly counted: number;
  /** 304s, which do not. */
  readonly free: number;
  /** Of `counted`, those that wrote. */
  readonly writes: number;
  /** Of `counted`, GraphQL. */
  readonly graphql: number;
}

/** One request before it is sent. */
export interface PlannedRequest {
  /** With placeholders: `GET /repos/{owner}/{repo}`. */
  readonly route: string;
  /** What GitHub counts it against. */
  readonly resource: 'core' | 'graphql';
  readonly isWrite: boolean;
}

/** What an installation may still ask for, by GitHub's own headers, over all processes that share a store. */
export interface RequestBudget {
  /**
   * Waits for its turn where requests have to keep a distance, and resolves when the request may go out. What it gives is
   * called once when the request is over, however it has ended.
   * @throws GitHubUnavailable where it may not go out before a limit ends, or where what is left is for people who wait
   */
  ask(request: PlannedRequest): Promise<() => void>;
  /** GitHub has answered, with these headers (lower-case names). */
  answered(request: PlannedRequest, headers: Readonly<Record<string, string | undefined>>): Promise<void>;
  /** GitHub has refused: where that is for a limit, it is one for all. */
  refused(request: PlannedRequest, trouble: GitHubUnavailable): Promise<void>;
}

/** GitHub cannot answer now. Nothing is wrong with the repository; the work is to be taken up again at `until`. */
export class GitHubUnavailable extends Error {
  override readonly name = 'GitHubUnavailable';
  /** `no-access`: it takes or hands out no token for the installation, which may be suspended or gone. */
  readonly kind: 'primary-limit' | 'secondary-limit' | 'outage' | 'timeout' | 'no-access';
  /** Milliseconds since the epoch. */
  readonly until: number;

  constructor(kind: GitHubUnavailable['kind'], until: number, message: string) {
    super(message);
    this.kind = kind;
    this.until = until;
  }
}

/** Where answers to GETs are kept with their ETags. */
export interface AnswerCache {
  get(key: string): Promise<StoredAnswer | null>;
  put(key: string, answer: StoredAnswer): Promise<void>;
}

export interface StoredAnswer {
  readonly etag: string;
  readonly status: number;
  readonly data: unknown;
  /** Kept because a `Link: rel="next"` belongs to the answer. */
  readonly link: string | null;
}

/** What GitHub has refused to this installation, so that it is asked once and not for every repository. */
export interface RefusalCache {
  /** The permission that the route asks for, or null where it has not been refused. */
  get(route: string): Promise<string | null>;
  put(route: string, permission: string): Promise<void>;
}

/** Where contents of files are kept by the SHA-1 of their git object. */
export interface BlobCache {
  get(shas: readonly string[]): Promise<ReadonlyMap<string, string>>;
  put(blobs: ReadonlyMap<string, string>): Promise<void>;
}

/** Where listings of trees are kept by the SHA-1 of the tree. */
export interface TreeCache {
  /** The entries as `listTree` gives them for a whole tree. */
  tree(sha: string): Promise<readonly TreeEntry[] | null>;
  keepTree(sha: string, entries: readonly TreeEntry[]): Promise<void>;
}
